using System.Reflection;
using System.Runtime.InteropServices;

namespace Overhear.Interactive;

/// <summary>
/// Sends what native code prints to standard error, so that it never gets into the protocol that the host speaks on standard output.
/// </summary>
/// <remarks>
/// .NET's console writes to a duplicate of descriptor 1 that it made when the host started; native code writes to the descriptor
/// itself. Pointing descriptor 1 at standard error moves the second and leaves the first alone. Linux and macOS.
/// </remarks>
static partial class NativePrints
{
    const string Host = "Microsoft.DotNet.Interactive.App";
    const int LineBuffered = 1; // _IOLBF of Linux and macOS

    public static void SendToStandardError()
    {
        if (OperatingSystem.IsWindows() || Assembly.GetEntryAssembly()?.GetName().Name != Host) return;
        if (Duplicate(2, 1) < 0) return;
        // A pipe would be written a block at a time, that is: long after the cell, or never where the process dies.
        if (NativeLibrary.TryLoad("libc", typeof(NativePrints).Assembly, null, out var library)
            && NativeLibrary.TryGetExport(library, OperatingSystem.IsMacOS() ? "__stdoutp" : "stdout", out var stream))
            SetBuffering(Marshal.ReadIntPtr(stream), 0, LineBuffered, 0);
    }

    /// <summary>Writes out what native code has printed without an end of line.</summary>
    public static void Flush()
    {
        if (!OperatingSystem.IsWindows()) FlushStreams(0);
    }

    [LibraryImport("libc", EntryPoint = "dup2")]
    private static partial int Duplicate(int source, int target);

    [LibraryImport("libc", EntryPoint = "setvbuf")]
    private static partial int SetBuffering(nint stream, nint buffer, int mode, nint size);

    [LibraryImport("libc", EntryPoint = "fflush")]
    private static partial int FlushStreams(nint all);
}
