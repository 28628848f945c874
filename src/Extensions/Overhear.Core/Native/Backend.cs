using System.Runtime;
using TorchSharp;

namespace Overhear;

/// <summary>The native library (libtorch) that does the arithmetic: whether it is there, which one it is, how it rounds.</summary>
public static class Backend
{
    static readonly Lazy<Exception?> initialisation = new(Initialise);

    /// <summary>Whether models can run in this process. Asking loads the backend, and never throws.</summary>
    public static bool IsAvailable => NativeLoader.Fault is null && initialisation.Value is null;

    /// <summary>Which backend runs, for records: package version, where CUDA is there its state, and whether TF32 is on.</summary>
    /// <exception cref="BackendNotFoundException">There is none.</exception>
    public static string Description
    {
        get
        {
            Require();
            var tf32 = torch.backends.cuda.matmul.allow_tf32 ? "on" : "off";
            return $"TorchSharp {NativeSearch.TorchSharpVersion}, libtorch {NativeSearch.LibTorchVersion}, "
                + (torch.cuda.is_available() ? $"CUDA ({torch.cuda.device_count()} devices, TF32 {tf32})" : $"CPU ({torch.get_num_threads()} threads)");
        }
    }

    /// <summary>The package of this system's CPU backend and its version, as a line to add: <c>libtorch-cpu-linux-x64, 2.10.0</c>.</summary>
    public static string PackageLine => $"{NativeSearch.BackendPackage}, {NativeSearch.LibTorchVersion}";

    /// <summary>
    /// Lets CUDA round matrix products to TF32 (10 bits of mantissa) for speed. Off unless asked for: numbers then no longer
    /// agree with the CPU's to float32's precision. <see cref="Description"/> records it.
    /// </summary>
    public static void AllowTF32(bool allow)
    {
        Require();
        torch.backends.cuda.matmul.allow_tf32 = allow;
        torch.backends.cudnn.allow_tf32 = allow;
    }

    /// <summary>Throws unless the backend is loaded; every entry to a model calls it first.</summary>
    /// <exception cref="BackendNotFoundException">There is none; the message names the package line to add.</exception>
    public static void Require()
    {
        if ((NativeLoader.Fault ?? initialisation.Value) is { } fault) throw new BackendNotFoundException(PackageLine, fault);
    }

    static Exception? Initialise()
    {
        try
        {
            using var probe = torch.zeros(1);
            torch.backends.cuda.matmul.allow_tf32 = false;
            torch.backends.cudnn.allow_tf32 = false;
            // Edits are written with TorchSharp's own operators, whose numbers a collection in the background may free (see Arithmetic).
            if (GCSettings.LatencyMode == GCLatencyMode.Interactive) GCSettings.LatencyMode = GCLatencyMode.Batch;
            return null;
        }
        catch (Exception e) { return e; }
    }
}
