using System.Text.RegularExpressions;

namespace Overhear.Kernel;

/// <summary>What went wrong in a cell.</summary>
/// <param name="Name">The kind of fault: an exception's type, <c>CompilationError</c>, <c>ProcessEnded</c>, …</param>
/// <param name="Message">What it says.</param>
/// <param name="Trace">All that is known, in lines.</param>
/// <param name="Line">The line of the cell, from 1, where that is known.</param>
sealed record CellError(string Name, string Message, IReadOnlyList<string> Trace, int? Line)
{
    static readonly Regex exception = new(@"\A(?:System\.AggregateException: .*\n ---> )?(?<type>[A-Za-z_][\w.`+]*(?:Exception|Error|Fault)): (?<message>[\s\S]*?)(?=\n   at |\n ---> |\z)");
    static readonly Regex ownFrame = new(@"^   at Submission#\d+\.<<Initialize>>.* in :line (?<line>\d+)$", RegexOptions.Multiline);
    static readonly Regex frameLine = new(@" in :line (\d+)$");
    static readonly Regex hostFrame = new(@"^   at (?:Microsoft\.CodeAnalysis\.Scripting\.|Microsoft\.DotNet\.Interactive\.|System\.RuntimeMethodHandle\.InvokeMethod|System\.Reflection\.(?:MethodBaseInvoker|RuntimeMethodInfo|MethodInvoker)|System\.IO\.Pipelines\.)|^--- End of stack trace from previous location ---$");

    /// <summary>What a run without an editor cannot give, in the host's words.</summary>
    static readonly string[] inputMarks = [HostSetup.NoInput, "RequestInput", "Input not provided."];

    /// <summary>Reads what the host says of a cell that failed.</summary>
    /// <param name="failure">The host's message.</param>
    /// <param name="diagnosed">The line of the cell's first compile error, from 1.</param>
    /// <param name="source">The cell's source.</param>
    /// <param name="part">The part of it that was running: a cell with a language magic is run in parts, each counting its lines from 1.</param>
    public static CellError Of(string failure, int? diagnosed, string source, string? part)
    {
        failure = failure.ReplaceLineEndings("\n").TrimEnd();
        if (inputMarks.Any(mark => failure.Contains(mark, StringComparison.Ordinal))) return new("InputNotAvailable", HostSetup.NoInput, [HostSetup.NoInput], RunLine(failure, source, part));
        if (diagnosed is not null) return new("CompilationError", failure, failure.Split('\n'), diagnosed);
        var found = exception.Match(failure);
        var (name, message) = found.Success ? (found.Groups["type"].Value, found.Groups["message"].Value) : ("Error", failure);
        var trace = failure.Split('\n').Where(line => !hostFrame.IsMatch(line)).Select(line => frameLine.Replace(line, " line $1")).ToList();
        return new(name, message, trace, RunLine(failure, source, part));
    }

    /// <summary>The error of a cell whose host ended.</summary>
    public static CellError Of(HostDeath death) => new(death.Limit is null ? "ProcessEnded" : "TimeLimitExceeded", death.Summary, death.Report(), null);

    static int? RunLine(string failure, string source, string? part)
    {
        // The outermost frame of the script is the cell itself; frames above it can be methods of earlier cells.
        var frame = ownFrame.Matches(failure).LastOrDefault();
        if (frame is null) return null;
        var line = int.Parse(frame.Groups["line"].ValueSpan, System.Globalization.CultureInfo.InvariantCulture);
        source = source.ReplaceLineEndings("\n");
        var at = part is null ? 0 : source.IndexOf(part.ReplaceLineEndings("\n").Trim('\n'), StringComparison.Ordinal);
        return at <= 0 ? line : line + source.AsSpan(0, at).Count('\n');
    }
}
