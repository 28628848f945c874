using System.Diagnostics;

namespace Overhear.Benchmarks;

/// <summary>The memory that loading takes, against the weights; the time, against reading the files and nothing else.</summary>
/// <remarks>A process that has loaded nothing before does the loading, and counts the memory that no file backs.</remarks>
sealed class LoadBenchmark : IBenchmark
{
    public string Name => "load";

    public string Question => "the most memory that a process holds while it loads a model / the weights";

    public Figure Measure(Subject subject, Stopclock clock)
    {
        if (subject.Folder is { } given) return Measure(given);
        var folder = Directory.CreateTempSubdirectory("overhear-load-").FullName;
        try
        {
            Gpt2Folder.Write(subject.Model, folder);
            return Measure(folder);
        }
        finally { Directory.Delete(folder, recursive: true); }
    }

    Figure Measure(string folder)
    {
        var read = ReadFiles(folder);
        var report = LoadChild.Start(folder);
        // The process is counted whole, with the runtime and the backend in it.
        return new Figure(Name, Bound.AtMost(1.2), report.PeakMib / report.WeightsMib, report.Seconds, read, report.PeakMib,
        [
            FormattableString.Invariant($"weights {report.WeightsMib:0} MiB; the process held {report.BeforeMib:0} MiB before and at most {report.PeakMib:0} MiB while loading: {(report.PeakMib - report.BeforeMib) / report.WeightsMib:0.000} times the weights were added"),
            FormattableString.Invariant($"loading {report.Seconds:0.000} s; reading the files alone {read:0.000} s"),
        ]);
    }

    static double ReadFiles(string folder)
    {
        var buffer = new byte[1 << 22];
        var started = Stopwatch.GetTimestamp();
        foreach (var path in Directory.GetFiles(folder, "*.safetensors"))
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
            while (file.Read(buffer) > 0) { }
        }
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }
}
