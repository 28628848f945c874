using System.Diagnostics;
using System.Reflection;
using System.Text.Json;

namespace Overhear.Benchmarks;

/// <summary>Loads a model in a process of its own and reports what that took.</summary>
static class LoadChild
{
    /// <summary>The argument that makes the program the child.</summary>
    public const string Command = "--load-and-report";

    /// <param name="WeightsMib">The weights in memory.</param>
    /// <param name="BeforeMib">What the process held before it loaded them.</param>
    /// <param name="PeakMib">The most that it held meanwhile.</param>
    /// <param name="Seconds">How long loading took.</param>
    public sealed record Report(double WeightsMib, double BeforeMib, double PeakMib, double Seconds);

    /// <summary>Starts this program again, with nothing but the loading to do.</summary>
    public static Report Start(string folder)
    {
        var host = Environment.ProcessPath!;
        var start = new ProcessStartInfo(host) { RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(host) == "dotnet") start.ArgumentList.Add(Assembly.GetEntryAssembly()!.Location);
        start.ArgumentList.Add(Command);
        start.ArgumentList.Add(folder);
        using var child = Process.Start(start)!;
        var output = child.StandardOutput.ReadToEnd();
        child.WaitForExit();
        return child.ExitCode == 0 ? JsonSerializer.Deserialize<Report>(output)!
            : throw new InvalidOperationException($"The process that loads {folder} ended with exit code {child.ExitCode}.");
    }

    public static int Run(string folder)
    {
        Backend.Require();
        TransformerModel? model = null;
        var started = Stopwatch.GetTimestamp();
        var seconds = 0.0;
        var memory = PeakMemory.During(() =>
        {
            model = TransformerModel.Load(folder);
            seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        });
        Console.WriteLine(JsonSerializer.Serialize(new Report(model!.WeightBytes / (double)(1 << 20), memory.BeforeMib, memory.PeakMib, seconds)));
        return 0;
    }
}
