using System.Globalization;
using System.Runtime.InteropServices;
using TorchSharp;

namespace Overhear;

/// <summary>What this process runs on: versions, backend, devices, memory. Plain data, for a first look and for reports of faults.</summary>
/// <param name="Version">The version of this library.</param>
/// <param name="Libtorch">Which backend runs and how: the versions of TorchSharp and libtorch, threads, CUDA; null where none does.</param>
/// <param name="Devices">The devices that models can run on, <c>cpu</c>, <c>cuda:0</c>; empty where no backend runs.</param>
/// <param name="Problem">Why models cannot run here, and what to do; null where they can.</param>
/// <param name="Runtime">The version of .NET.</param>
/// <param name="Platform">Operating system and processor architecture.</param>
/// <param name="Processors">How many processors this process may use.</param>
/// <param name="MemoryBytes">The memory that this process may use, in bytes.</param>
/// <param name="UsedBytes">The memory that it occupies now, in bytes.</param>
public sealed record Installation(
    string Version, string? Libtorch, IReadOnlyList<string> Devices, string? Problem, string Runtime, string Platform, int Processors, long MemoryBytes, long UsedBytes)
{
    /// <summary>Looks. Loads the backend where it is not loaded yet, and never throws.</summary>
    public static Installation Describe()
    {
        var (libtorch, devices, problem) = LookAtBackend();
        return new Installation(
            typeof(Installation).Assembly.GetName().Version!.ToString(3), libtorch, devices, problem,
            RuntimeInformation.FrameworkDescription, $"{RuntimeInformation.OSDescription} ({RuntimeInformation.OSArchitecture})",
            Environment.ProcessorCount, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes, Environment.WorkingSet);
    }

    /// <summary>The facts in words, by name, for showing.</summary>
    public IReadOnlyDictionary<string, string> Facts => new Dictionary<string, string>
    {
        ["backend"] = Libtorch ?? "none",
        ["devices"] = Devices.Count == 0 ? "none" : string.Join(", ", Devices),
        ["memory"] = FormattableString.Invariant($"{UsedBytes / 1e9:0.0} of {MemoryBytes / 1e9:0.0} GB used by this process"),
        ["processors"] = Processors.ToString(CultureInfo.InvariantCulture),
        [".NET"] = Runtime,
        ["system"] = Platform,
    };

    /// <summary>The facts, one a line, and the problem where there is one.</summary>
    public override string ToString() =>
        string.Join('\n', [$"Overhear {Version}", .. Facts.Select(fact => $"{fact.Key}: {fact.Value}"), .. Problem is null ? Array.Empty<string>() : [Problem]]);

    static (string? Libtorch, IReadOnlyList<string> Devices, string? Problem) LookAtBackend()
    {
        try
        {
            Backend.Require();
            return (Backend.Description, ["cpu", .. CudaDevices()], null);
        }
        catch (BackendNotFoundException e) { return (null, [], e.Message); }
    }

    static IEnumerable<string> CudaDevices() => torch.cuda.is_available() ? Enumerable.Range(0, torch.cuda.device_count()).Select(index => $"cuda:{index}") : [];
}
