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
    static string? Chosen() => Environment.GetEnvironmentVariable(NativeSearch.FolderVariable) is { Length: > 0 } folder ? folder : AddedPackage();

    static string? AddedPackage() => null;
}
