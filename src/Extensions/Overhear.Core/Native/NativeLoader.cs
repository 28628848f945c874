using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Overhear;

/// <summary>
/// Loads TorchSharp's native libraries on Linux before TorchSharp looks for them; elsewhere TorchSharp's own loading is in charge.
/// </summary>
/// <remarks>
/// Two copies of libtorch abort a process, so one that is mapped already is left alone, whoever brought it, and what a program's
/// own build put beside it comes before any package folder.
/// </remarks>
static class NativeLoader
{
    const string MissingVersion = "GLIBCXX_3.4.32";

    /// <summary>What went wrong, kept for the first use: an initialiser that throws would hide the reason.</summary>
    public static Exception? Fault { get; private set; }

    /// <summary>Where the libtorch of this process came from, once known.</summary>
    public static string? Origin { get; private set; }

    [ModuleInitializer]
    internal static void LoadOnce()
    {
        if (!OperatingSystem.IsLinux()) return;
        try { Load(); }
        catch (Exception e) { Fault = e; }
    }

    /// <summary>Tries again after a backend was fetched.</summary>
    public static void Retry()
    {
        Fault = null;
        LoadOnce();
    }

    static void Load()
    {
        if (RuntimeInformation.OSArchitecture != Architecture.X64)
            throw new PlatformNotSupportedException($"libtorch exists for Linux on x64; this is {RuntimeInformation.OSArchitecture}.");
        if (Mapped("libtorch_cpu.so") is { } mapped) Origin = mapped;
        // A package line brings CUDA in many packages, which TorchSharp itself puts together; a CPU libtorch beside it would be a second one.
        else if (NativeSearch.NamedFolder is null && NativeSearch.AddedBackend?.Contains("cuda", StringComparison.OrdinalIgnoreCase) == true) return;
        else LoadLibTorch();
        if (Mapped("libLibTorchSharp.so") is not null) return;
        var original = NativeSearch.Find("libLibTorchSharp.so", "torchsharp", NativeSearch.TorchSharpVersion)
            ?? throw new FileNotFoundException("libLibTorchSharp.so of TorchSharp was not found in the program's folder nor in a package folder.");
        LoadLibTorchSharp(original, CacheFolder, path => NativeLibrary.TryLoad(path, out _));
    }

    static void LoadLibTorch()
    {
        var torch = NativeSearch.Find("libtorch_cpu.so", NativeSearch.BackendPackage, NativeSearch.LibTorchVersion)
            ?? throw new FileNotFoundException("libtorch_cpu.so was not found in the program's folder nor in a package folder.");
        var folder = Path.GetDirectoryName(torch)!;
        // A CUDA build finds its many parts by itself, from the folder in which they stand together.
        string[] order = File.Exists(Path.Combine(folder, "libtorch_cuda.so"))
            ? ["libtorch.so"]
            : ["libgomp-*.so*", "libc10.so", "libtorch_cpu.so", "libtorch.so"];
        foreach (var pattern in order)
            foreach (var file in Directory.GetFiles(folder, pattern).Order(StringComparer.Ordinal))
                NativeLibrary.Load(file);
        Origin = torch;
    }

    /// <summary>Loads the original where the system can, else a copy whose one unneeded version need is weak.</summary>
    /// <returns>The path that was loaded.</returns>
    internal static string LoadLibTorchSharp(string original, string cacheFolder, Func<string, bool> tryLoad)
    {
        if (tryLoad(original)) return original;
        var patched = Patched(original, cacheFolder);
        if (tryLoad(patched)) return patched;
        throw new DllNotFoundException(
            $"{original} does not load, and neither does a copy that no longer asks for {MissingVersion}. "
            + "Overhear is tested on Debian 12; it needs glibc 2.35 or newer and libstdc++ of GCC 12 or newer.");
    }

    /// <summary>Writes the patched copy, under a name that carries the version and the hash of the original, unless it is there.</summary>
    internal static string Patched(string original, string cacheFolder)
    {
        var bytes = File.ReadAllBytes(original);
        var hash = Convert.ToHexStringLower(SHA256.HashData(bytes))[..16];
        if (ElfVersionNeeds.MakeWeak(bytes, MissingVersion) == 0)
            throw new DllNotFoundException($"{original} does not load, and not for want of {MissingVersion}. Run 'ldd' on it to see what is missing.");
        var folder = Path.Combine(cacheFolder, $"torchsharp-{NativeSearch.TorchSharpVersion}-{hash}");
        var path = Path.Combine(folder, "libLibTorchSharp.so");
        if (File.Exists(path) && File.ReadAllBytes(path).AsSpan().SequenceEqual(bytes)) return path;
        Directory.CreateDirectory(folder);
        var temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        File.WriteAllBytes(temporary, bytes);
        File.Move(temporary, path, overwrite: true);
        return path;
    }

    static string CacheFolder => Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData) is { Length: > 0 } data ? data : Path.GetTempPath(), "overhear", "native");

    static string? Mapped(string file)
    {
        foreach (var line in File.ReadLines("/proc/self/maps"))
            if (line.EndsWith('/' + file, StringComparison.Ordinal)) return line[line.IndexOf('/')..];
        return null;
    }
}
