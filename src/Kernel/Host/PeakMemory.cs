using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Overhear.Kernel;

/// <summary>
/// The most memory that a process has had resident, in bytes. A process that has ended can no longer be asked, so it is asked
/// every now and then while it lives; on Unix the system also tells the peak of the largest child that has ended.
/// </summary>
sealed class PeakMemory : IDisposable
{
    static readonly TimeSpan interval = TimeSpan.FromMilliseconds(200);

    readonly Process process;
    readonly long largestBefore = LargestEndedChild();
    readonly Timer timer;
    long highest;

    public PeakMemory(Process process)
    {
        this.process = process;
        timer = new Timer(_ => Look(), null, TimeSpan.Zero, interval);
    }

    /// <summary>The peak so far; after the end of the process, its peak. Zero where the system tells nothing.</summary>
    public long Bytes
    {
        get
        {
            // The figure is that of the largest child so far: it is this one's only if it has grown since this one was started.
            var largest = LargestEndedChild();
            return Math.Max(Interlocked.Read(ref highest), largest > largestBefore ? largest : 0);
        }
    }

    public void Dispose() => timer.Dispose();

    void Look()
    {
        try
        {
            var now = OperatingSystem.IsLinux() ? HighWaterMark(process.Id) : PeakOf(process);
            if (now > Interlocked.Read(ref highest)) Interlocked.Exchange(ref highest, now);
        }
        catch (Exception fault) when (fault is InvalidOperationException or IOException or UnauthorizedAccessException or System.ComponentModel.Win32Exception)
        {
            // It has ended between two looks.
        }
    }

    static long PeakOf(Process process)
    {
        process.Refresh();
        return process.PeakWorkingSet64;
    }

    static long HighWaterMark(int id)
    {
        foreach (var line in File.ReadLines($"/proc/{id}/status"))
        {
            if (line.StartsWith("VmHWM:", StringComparison.Ordinal)) return 1024 * long.Parse(line.AsSpan(6, line.Length - 6 - 2).Trim(), CultureInfo.InvariantCulture);
        }
        return 0; // a process that is ending has no memory of its own any more
    }

    static long LargestEndedChild()
    {
        if (!OperatingSystem.IsLinux() && !OperatingSystem.IsMacOS()) return 0;
        var usage = new long[36];
        const int children = -1; // RUSAGE_CHILDREN
        if (getrusage(children, usage) != 0) return 0;
        return usage[4] * (OperatingSystem.IsLinux() ? 1024 : 1); // ru_maxrss stands behind two times of two words each
    }

    [DllImport("libc")]
    static extern int getrusage(int who, [Out] long[] usage);
}
