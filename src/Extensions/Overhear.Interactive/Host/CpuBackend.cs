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
    /// <summary>What the package of each system takes, archive and unpacked files together, as measured.</summary>
    static string Size => NativeSearch.BackendPackage switch
    {
        "libtorch-cpu-linux-x64" => "about 130 MB to download, 600 MB on the disk",
        "libtorch-cpu-osx-arm64" => "about 60 MB to download, 290 MB on the disk",
        "libtorch-cpu-win-arm64" => "about 40 MB to download, 190 MB on the disk",
        _ => "about 80 MB to download, 330 MB on the disk",
    };

    public static async Task FetchWhereThereIsNone(CompositeKernel root, KernelInvocationContext? context)
    {
        if (IsThere() || Chosen() is not null || root.FindKernelByName("csharp") is not { } kernel) return;
        var line = Backend.PackageLine;
        var shown = Output.Line(context, $"Fetching the CPU backend, once for this machine: {line} ({Size}) …");
        var clock = Stopwatch.StartNew();
        var result = await kernel.SendAsync(new SubmitCode($"#r \"nuget: {line}\"", kernel.Name));
        NativeLoader.Retry();
        // Where the host could not fetch it, it has failed the cell with its own message and takes no more outputs.
        if (!result.Events.OfType<CommandFailed>().Any())
            Output.Replace(context, shown, FormattableString.Invariant($"Fetched the CPU backend {line} in {clock.Elapsed.TotalSeconds:0} s."));
    }

    /// <summary>Whether this process has libtorch or will find the package.</summary>
    static bool IsThere() => OperatingSystem.IsLinux()
        ? NativeLoader.Fault is null
        : NativeSearch.PackageRoots().Any(root => Directory.Exists(Path.Combine(root, NativeSearch.BackendPackage, NativeSearch.LibTorchVersion)));

    /// <summary>Another backend that was added or named, in words; null where none was.</summary>
    static string? Chosen() => NativeSearch.NamedFolder ?? NativeSearch.AddedBackend ?? NamedByEnvironmentFile();

    /// <summary>The environment.json of the working folder may ask for another backend. Its faults are told when a model is loaded.</summary>
    static string? NamedByEnvironmentFile()
    {
        try { return EnvironmentFile.Find() is { Backend: not "cpu" } file ? $"backend {file.Backend} of {file.FilePath}" : null; }
        catch (Exception e) when (e is InvalidFileException or IOException or UnauthorizedAccessException) { return null; }
    }
}
