using System.Runtime.InteropServices;

namespace Overhear;

/// <summary>What this process runs on: versions, backend, devices, memory. Plain data, for a first look and for reports of faults.</summary>
/// <param name="Overhear">The version of this library.</param>
/// <param name="TorchSharp">The version of TorchSharp.</param>
/// <param name="Backend">Which libtorch runs, and on what; null where none does.</param>
/// <param name="Devices">The devices that models can run on: <c>cpu</c>, <c>cuda:0</c>; empty where no backend runs.</param>
/// <param name="Problem">Why models cannot run here, and what to do; null where they can.</param>
/// <param name="Runtime">The version of .NET.</param>
/// <param name="System">Operating system and processor architecture.</param>
/// <param name="Processors">Processors that this process may use.</param>
/// <param name="MemoryBytes">Memory that this process may use.</param>
/// <param name="UsedBytes">Memory that it occupies now.</param>
public sealed record Installation(
    string Overhear, string TorchSharp, string? Backend, IReadOnlyList<string> Devices, string? Problem, string Runtime, string System, int Processors, long MemoryBytes, long UsedBytes)
{
    /// <summary>Looks. Loads the backend where it is not loaded yet; never throws.</summary>
    public static Installation Describe()
    {
        var (backend, devices, problem) = LookAtBackend();
        return new Installation(
            typeof(Installation).Assembly.GetName().Version!.ToString(3), NativeSearch.TorchSharpVersion, backend, devices, problem,
            RuntimeInformation.FrameworkDescription, $"{RuntimeInformation.OSDescription} ({RuntimeInformation.OSArchitecture})",
            Environment.ProcessorCount, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes, Environment.WorkingSet);
    }

    /// <summary>The facts with their names, for showing.</summary>
    public IReadOnlyDictionary<string, string> Facts => new Dictionary<string, string>
    {
        ["backend"] = Backend ?? $"none (TorchSharp {TorchSharp})",
        ["devices"] = Devices.Count == 0 ? "none" : string.Join(", ", Devices),
        ["memory"] = FormattableString.Invariant($"{UsedBytes / 1e9:0.0} of {MemoryBytes / 1e9:0.0} GB used by this process"),
        ["processors"] = Processors.ToString(global::System.Globalization.CultureInfo.InvariantCulture),
        [".NET"] = Runtime,
        ["system"] = System,
    };

    /// <summary>The facts, one a line, and the problem where there is one.</summary>
    public override string ToString() =>
        string.Join('\n', new[] { $"Overhear {Overhear}" }.Concat(Facts.Select(fact => $"{fact.Key}: {fact.Value}")).Concat(Problem is null ? [] : [Problem]));

    static (string? Backend, IReadOnlyList<string> Devices, string? Problem) LookAtBackend()
    {
        try
        {
            var description = global::Overhear.Backend.Description;
            var cuda = CudaDevices();
            return (description, ["cpu", .. Enumerable.Range(0, cuda).Select(index => $"cuda:{index}")], null);
        }
        catch (BackendNotFoundException e) { return (null, [], e.Message); }
    }

    static int CudaDevices() => global::TorchSharp.torch.cuda.is_available() ? global::TorchSharp.torch.cuda.device_count() : 0;
}
