namespace Overhear;

/// <summary>
/// Fetches models from the Hugging Face hub into its standard cache, where <see cref="TransformerModel.Load"/> and Hugging Face's own
/// software find them. Nothing else in the library opens a connection.
/// </summary>
/// <remarks>
/// Read from the environment: HF_ENDPOINT (another hub), HF_TOKEN (for gated and private models; sent to that hub's host alone),
/// HF_HUB_OFFLINE (fetch nothing), HF_HOME and HF_HUB_CACHE (where the cache is).
/// </remarks>
public static class ModelHub
{
    /// <summary>Asks the hub what a model consists of, without fetching its weights.</summary>
    /// <param name="name">A well-known name (<c>gpt2</c>), a model of environment.json that comes from a repository, or <c>org/name</c>; with <c>@revision</c> where another one than main is meant.</param>
    /// <remarks>Two requests and one more for each file; of weights in several files their index is fetched too.</remarks>
    /// <exception cref="ModelFetchException">There is no such model, or it cannot be had; the message says why and what to do.</exception>
    /// <exception cref="InvalidFileException">The environment.json that was found is not valid.</exception>
    public static ModelDownload Plan(string name) => Plan(name, HubSettings.OfThisProcess(), SearchPlaces.OfThisProcess(null));

    /// <summary>Fetches a model, or what is missing of it, and gives its folder. See <see cref="Plan(string)"/> and <see cref="ModelDownload.Run"/>.</summary>
    /// <param name="name">As for <see cref="Plan(string)"/>.</param>
    public static string Fetch(string name) => Plan(name).Run();

    internal static ModelDownload Plan(string name, HubSettings settings, SearchPlaces places) =>
        Task.Run(() => new DownloadPlan(settings, places).MakeAsync(name, Work.Current.Cancellation)).GetAwaiter().GetResult();
}
