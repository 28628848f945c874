using System.Diagnostics;
using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Commands;
using Microsoft.DotNet.Interactive.Events;

namespace Overhear.Interactive;

/// <summary>
/// Fetches the CPU's libtorch of this system through the host's own package line, unless there is one or another backend was chosen.
/// </summary>
static class CpuBackend
{
    static readonly string[] backendPackages = ["TorchSharp-cpu", "TorchSharp-cuda-", "libtorch-cpu-", "libtorch-cuda-"];

    /// <summary>A line for each system: what its package takes to download and, with the package kept, on the disk.</summary>
    static string Size => NativeSearch.BackendPackage switch
    {
        "libtorch-cpu-linux-x64" => "about 130 MB to download, 600 MB on the disk",
        "libtorch-cpu-osx-arm64" => "about 60 MB to download, 300 MB on the disk",
        _ => "about 100 MB to download, 500 MB on the disk",
    };

    public static async Task FetchWhereThereIsNone(CompositeKernel root, KernelInvocationContext? context)
    {
        if (IsThere() || Chosen() is not null || root.FindKernelByName("csharp") is not { } kernel) return;
        var line = Backend.PackageLine;
        var shown = Output.Line(context, $"Fetching the CPU backend, once for this machine: {line} ({Size}) …");
        var clock = Stopwatch.StartNew();
        var result = await kernel.SendAsync(new SubmitCode($"#r \"nuget: {line}\"", kernel.Name));
        NativeLoader.Retry();
        var failure = result.Events.OfType<CommandFailed>().FirstOrDefault()?.Message;
        Output.Replace(context, shown, failure is null
            ? FormattableString.Invariant($"Fetched the CPU backend {line} in {clock.Elapsed.TotalSeconds:0} s.")
            : $"The CPU backend {line} could not be fetched: {failure.Trim()}");
    }

    /// <summary>Whether this process has libtorch or will find the package.</summary>
    static bool IsThere() => OperatingSystem.IsLinux()
        ? NativeLoader.Fault is null
        : NativeSearch.PackageRoots().Any(root => Directory.Exists(Path.Combine(root, NativeSearch.BackendPackage, NativeSearch.LibTorchVersion)));

    /// <summary>Another backend that was added or named, in words; null where none was.</summary>
    static string? Chosen()
    {
        if (Environment.GetEnvironmentVariable(NativeSearch.FolderVariable) is { Length: > 0 } folder) return $"{NativeSearch.FolderVariable}={folder}";
        return AddedPackage(Environment.GetEnvironmentVariable("PATH") ?? "") ?? NamedByEnvironmentFile();
    }

    /// <summary>A backend's package among those that package lines added so far: the host puts each package's folder into PATH.</summary>
    internal static string? AddedPackage(string path) => path.Split(Path.PathSeparator)
        .SelectMany(folder => folder.Split('/', '\\'))
        .FirstOrDefault(name => backendPackages.Any(start => name.StartsWith(start, StringComparison.OrdinalIgnoreCase)));

    /// <summary>The environment.json of the working folder may ask for another backend. Its faults are told when a model is loaded.</summary>
    static string? NamedByEnvironmentFile()
    {
        try { return EnvironmentFile.Find() is { Backend: not "cpu" } file ? $"backend {file.Backend} of {file.FilePath}" : null; }
        catch (Exception e) when (e is InvalidFileException or IOException or UnauthorizedAccessException) { return null; }
    }
}
