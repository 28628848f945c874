using System.Reflection;

namespace Overhear;

/// <summary>Where the native libraries of TorchSharp may lie. No path is baked in: every place is asked of the running process.</summary>
static class NativeSearch
{
    /// <summary>A folder that holds libtorch, for those who keep it elsewhere.</summary>
    public const string FolderVariable = "OVERHEAR_LIBTORCH";

    static readonly string[] backendPackages = ["TorchSharp-cpu", "TorchSharp-cuda-", "libtorch-cpu-", "libtorch-cuda-"];

    /// <summary>The version of the libtorch packages that this TorchSharp was built for.</summary>
    public static string LibTorchVersion { get; } = typeof(NativeSearch).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().First(a => a.Key == "LibTorchVersion").Value!;

    /// <summary>The package that brings the CPU backend of this system, for instance <c>libtorch-cpu-linux-x64</c>.</summary>
    public static string BackendPackage =>
        OperatingSystem.IsMacOS() ? "libtorch-cpu-osx-arm64"
        : !OperatingSystem.IsWindows() ? "libtorch-cpu-linux-x64"
        : System.Runtime.InteropServices.RuntimeInformation.OSArchitecture == System.Runtime.InteropServices.Architecture.Arm64 ? "libtorch-cpu-win-arm64"
        : "libtorch-cpu-win-x64";

    /// <summary>The folder that the variable names; null where it is not set.</summary>
    public static string? NamedFolder => Environment.GetEnvironmentVariable(FolderVariable) is { Length: > 0 } named ? named : null;

    /// <summary>The package of a backend that a package line of this process added; null where none did.</summary>
    public static string? AddedBackend => BackendIn(Environment.GetEnvironmentVariable("PATH") ?? "");

    /// <summary>The same for a given PATH: notebooks and scripts put the folder of every package that a line adds into it.</summary>
    internal static string? BackendIn(string path) => path.Split(Path.PathSeparator)
        .SelectMany(folder => folder.Split('/', '\\'))
        .FirstOrDefault(name => backendPackages.Any(start => name.StartsWith(start, StringComparison.OrdinalIgnoreCase)));

    /// <summary>Folders in which to look for a file of that name, in the order in which they count.</summary>
    public static IEnumerable<string> Folders(string package, string version)
    {
        if (NamedFolder is { } named) yield return named;
        // A program's own output: what its build copied is what TorchSharp would load, so it has to be this copy.
        foreach (var folder in (AppContext.GetData("NATIVE_DLL_SEARCH_DIRECTORIES") as string ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
            yield return folder;
        yield return Path.Combine(AppContext.BaseDirectory, "runtimes", "linux-x64", "native");
        foreach (var root in PackageRoots())
            yield return Path.Combine(root, package.ToLowerInvariant(), version, "runtimes", "linux-x64", "native");
    }

    /// <summary>Package folders: the one that TorchSharp.dll itself lies in, then NUGET_PACKAGES, then the user's.</summary>
    public static IEnumerable<string> PackageRoots()
    {
        var torchSharp = TorchSharpAssembly()?.Location;
        if (!string.IsNullOrEmpty(torchSharp)) // …/torchsharp/0.107.0/lib/net8.0/TorchSharp.dll
        {
            var package = Path.GetFullPath(Path.Combine(torchSharp, "..", "..", "..", ".."));
            if (Path.GetFileName(package).Equals("torchsharp", StringComparison.OrdinalIgnoreCase)) yield return Path.GetDirectoryName(package)!;
        }
        if (Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } packages) yield return packages;
        yield return Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
    }

    /// <summary>The first of the folders that holds the file, as a full path; null where none does.</summary>
    public static string? Find(string file, string package, string version) =>
        Folders(package, version).Select(folder => Path.Combine(folder, file)).FirstOrDefault(File.Exists) is { } found ? Path.GetFullPath(found) : null;

    /// <summary>TorchSharp, loaded but not initialised: its static constructors look for the natives.</summary>
    public static Assembly? TorchSharpAssembly()
    {
        try { return Assembly.Load("TorchSharp"); }
        catch (Exception e) when (e is FileNotFoundException or FileLoadException or BadImageFormatException) { return null; }
    }

    /// <summary>TorchSharp's package version, from its assembly (0.107.0.0 is package 0.107.0).</summary>
    public static string TorchSharpVersion => TorchSharpAssembly()?.GetName().Version is { } v ? $"{v.Major}.{v.Minor}.{v.Build}" : "";
}
