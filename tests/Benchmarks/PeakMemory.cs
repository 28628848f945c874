using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Overhear.Benchmarks;

/// <summary>The most memory that this process held during a piece of work: what no file backs, where the system tells it apart.</summary>
/// <param name="BeforeMib">What it held before, in MiB.</param>
/// <param name="PeakMib">The most that was seen, in MiB.</param>
sealed partial record PeakMemory(double BeforeMib, double PeakMib)
{
    /// <summary>Looks every millisecond, from a thread of its own.</summary>
    public static PeakMemory During(Action work)
    {
        GiveBack();
        var before = Now();
        var peak = before;
        using var done = new ManualResetEventSlim();
        var watcher = new Thread(() =>
        {
            do peak = Math.Max(peak, Now());
            while (!done.Wait(1));
        })
        { IsBackground = true, Priority = ThreadPriority.AboveNormal };
        watcher.Start();
        try { work(); }
        finally
        {
            done.Set();
            watcher.Join();
        }
        return new PeakMemory(before, Math.Max(peak, Now()));
    }

    /// <summary>Hands back what an earlier benchmark freed: else this one would take it up again and seem to take nothing.</summary>
    static void GiveBack()
    {
        GC.Collect();
        try
        {
            _ = Trim(0);
        }
        catch (Exception none) when (none is DllNotFoundException or EntryPointNotFoundException)
        {
            // Another system's C library: there a benchmark by itself tells more.
        }
    }

    [LibraryImport("libc", EntryPoint = "malloc_trim")]
    private static partial int Trim(nuint keep);

    static double Now()
    {
        if (!OperatingSystem.IsLinux())
        {
            using var self = Process.GetCurrentProcess();
            return self.PrivateMemorySize64 / (double)(1 << 20);
        }
        var line = File.ReadLines("/proc/self/status").First(l => l.StartsWith("RssAnon:", StringComparison.Ordinal));
        return long.Parse(line.AsSpan(8).Trim()[..^3], CultureInfo.InvariantCulture) / 1024.0; // "  123456 kB"
    }
}
