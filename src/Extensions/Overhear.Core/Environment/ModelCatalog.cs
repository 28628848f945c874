namespace Overhear;

/// <summary>Finds models by name or folder. Nothing is downloaded and nothing is loaded.</summary>
public static class ModelCatalog
{
    /// <summary>Finds a model.</summary>
    /// <param name="nameOrFolder">
    /// A folder that holds a model; or a name: of environment.json, of a well-known model (<c>gpt2</c>, <c>pythia-160m</c>) or a Hugging
    /// Face repository (<c>org/name</c>) that is in the cache, both also with a revision (<c>pythia-160m@step1000</c>); or of a model
    /// that Overhear brings itself (<c>teaching</c>). They are tried in this order.
    /// </param>
    /// <param name="startFolder">Where relative folders and the search for environment.json begin; the working folder unless said otherwise.</param>
    /// <exception cref="ModelNotFoundException">There is no such model; everything that was looked at is listed.</exception>
    /// <exception cref="InvalidFileException">The environment.json that was found is not valid.</exception>
    public static ModelSource Resolve(string nameOrFolder, string? startFolder = null) =>
        new ModelSearch(SearchPlaces.OfThisProcess(startFolder)).Find(nameOrFolder);

    /// <summary>The models of the Hugging Face cache, and the well-known ones that <see cref="ModelHub.Fetch"/> can bring there.</summary>
    /// <remarks>Sizes are read from the disk; no network is used. A model that comes with Overhear, or lies in a folder, is not listed.</remarks>
    public static IReadOnlyList<ListedModel> List() => CacheListing.Of(SearchPlaces.OfThisProcess(null).CacheFolder);
}
