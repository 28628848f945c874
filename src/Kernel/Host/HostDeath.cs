using System.Globalization;
using System.Text.RegularExpressions;

namespace Overhear.Kernel;

/// <summary>The end of a host while a cell was running.</summary>
/// <param name="ExitCode">Its exit code; 128 + n where signal n ended it.</param>
/// <param name="StandardError">What it wrote to its standard error in all its life.</param>
/// <param name="PeakBytes">The most memory that it had, 0 if unknown.</param>
/// <param name="Limit">The time that the cell was given, where that ran out and the host was killed for it.</param>
sealed record HostDeath(int ExitCode, string StandardError, long PeakBytes, TimeSpan? Limit = null)
{
    const int headLines = 5;
    const int tailLines = 20;

    // Frames below the cell's code: how the host came to run it. They are the same in every report, and would push everything else out.
    static readonly Regex hostFrame = new(@"^ +at (?:Microsoft\.DotNet\.Interactive\.|Microsoft\.CodeAnalysis\.Scripting\.|System\.Runtime\.CompilerServices\.Async|System\.Threading\.(?:Tasks|ExecutionContext|Thread\b))");

    /// <summary>One line: what happened.</summary>
    public string Summary => Limit is { } limit
        ? string.Create(CultureInfo.InvariantCulture, $"The cell ran longer than the {limit.TotalSeconds:0.###} s that it was given, so its process was ended: {ExitStatus.Describe(ExitCode)}.")
        : $"The process that ran the cell ended: {ExitStatus.Describe(ExitCode)}.";

    /// <summary>The lines of a report: the summary, the memory, and the last lines of standard error; the first ones too, since a stack overflow is named there.</summary>
    public IReadOnlyList<string> Report()
    {
        var lines = new List<string> { Summary };
        if (PeakBytes > 0) lines.Add(string.Create(CultureInfo.InvariantCulture, $"Peak memory: {PeakBytes / 1048576.0:0} MiB."));
        var written = StandardError.ReplaceLineEndings("\n").Split('\n').Select(line => line.TrimEnd()).Where(line => line.Length > 0 && !hostFrame.IsMatch(line)).ToList();
        if (written.Count == 0)
        {
            lines.Add("It wrote nothing to standard error.");
            return lines;
        }
        var leftOut = written.Count - headLines - tailLines;
        lines.Add(leftOut <= 1 ? "Its standard error:" : "Its standard error, first and last lines:");
        if (leftOut <= 1) lines.AddRange(written);
        else lines.AddRange([.. written.Take(headLines), $"[{leftOut} lines left out]", .. written.TakeLast(tailLines)]);
        return lines;
    }
}
