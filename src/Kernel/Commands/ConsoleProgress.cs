using System.Diagnostics;
using System.Globalization;
using Spectre.Console;

namespace Overhear.Kernel;

/// <summary>Tells the user how a run goes: a line for every cell, and on a terminal the running cell with its time below them.</summary>
sealed class ConsoleProgress : IRunProgress, IDisposable
{
    const int longestExcerpt = 60;
    const int linesAround = 3;
    const int widthOfFiles = 100_000; // a line of a log is not broken

    static readonly TimeSpan refresh = TimeSpan.FromMilliseconds(250);

    readonly IAnsiConsole console;
    readonly Timer? clock;
    readonly Lock gate = new();
    string doing = "";
    string position = "";
    long since;
    bool drawn;

    public ConsoleProgress(IAnsiConsole console)
    {
        this.console = console;
        if (console.Profile.Out.IsTerminal is false) console.Profile.Width = widthOfFiles;
        if (console.Profile.Capabilities.Interactive && console.Profile.Capabilities.Ansi) clock = new Timer(_ => Draw(), null, refresh, refresh);
    }

    public void Doing(string what)
    {
        lock (gate)
        {
            Clear();
            (doing, since) = (what, Stopwatch.GetTimestamp());
            if (clock is null) console.WriteLine(what);
            else Draw();
        }
    }

    public void NotebookBegins(string path)
    {
        lock (gate)
        {
            Clear();
            console.MarkupLineInterpolated($"[bold]{path}[/]");
        }
    }

    public void CellBegins(NotebookCell cell, int position, int count)
    {
        lock (gate)
        {
            Clear();
            this.position = string.Create(CultureInfo.InvariantCulture, $"{position.ToString(CultureInfo.InvariantCulture).PadLeft(count.ToString(CultureInfo.InvariantCulture).Length)}/{count}");
            (doing, since) = ($"{this.position}  {CodeHtml.Language(cell.Kernel)}  {Excerpt(cell.Source)}", Stopwatch.GetTimestamp());
            if (clock is not null) Draw();
        }
    }

    public void CellEnds(NotebookCell cell, TimeSpan taken, bool succeeded)
    {
        lock (gate)
        {
            Clear();
            doing = "";
            var mark = succeeded ? "[green]ok[/]    " : "[red]failed[/]";
            var time = string.Create(CultureInfo.InvariantCulture, $"{taken.TotalSeconds,7:0.0} s");
            console.MarkupLine($"  {position}  {mark} {time}  {Markup.Escape(CodeHtml.Language(cell.Kernel))}  {Markup.Escape(Excerpt(cell.Source))}");
        }
    }

    public void NotebookEnds(RunResult result)
    {
        lock (gate)
        {
            Clear();
            doing = "";
            if (result is { Failed: { } cell, Error: { } error }) Report(cell, error);
            console.WriteLine($"notebook: {result.NotebookPath}");
            console.WriteLine($"page:     {result.PagePath}");
        }
    }

    /// <summary>Says on standard error what is wrong.</summary>
    public void Complain(string message)
    {
        lock (gate)
        {
            Clear();
            doing = "";
            Console.Error.WriteLine(message);
        }
    }

    public void Dispose()
    {
        clock?.Dispose();
        lock (gate) Clear();
    }

    static void Report(NotebookCell cell, CellError error)
    {
        var where = error.Line is { } line ? $", line {line}" : "";
        Console.Error.WriteLine($"Cell {cell.Number} ({CodeHtml.Language(cell.Kernel)}{where}) failed: {error.Name}: {error.Message.Split('\n')[0]}");
        foreach (var source in Source(cell.Source, error.Line)) Console.Error.WriteLine(source);
        foreach (var trace in error.Trace.Where(trace => trace != error.Message)) Console.Error.WriteLine(trace);
    }

    /// <summary>The lines around the fault, numbered; the whole cell where its place is not known.</summary>
    static IEnumerable<string> Source(string source, int? line)
    {
        var lines = source.ReplaceLineEndings("\n").Split('\n');
        var first = line is null ? 0 : Math.Max(0, line.Value - 1 - linesAround);
        var last = line is null ? lines.Length : Math.Min(lines.Length, line.Value + linesAround);
        for (var i = first; i < last; i++) yield return string.Create(CultureInfo.InvariantCulture, $"{(i + 1 == line ? ">" : " ")}{i + 1,4} | {lines[i]}");
    }

    static string Excerpt(string source)
    {
        var line = source.Split('\n').Select(text => text.Trim()).FirstOrDefault(text => text.Length > 0 && !text.StartsWith("//", StringComparison.Ordinal)) ?? "";
        return line.Length <= longestExcerpt ? line : line[..longestExcerpt] + "…";
    }

    void Draw()
    {
        lock (gate)
        {
            if (doing.Length == 0) return;
            Clear();
            var text = string.Create(CultureInfo.InvariantCulture, $"{Stopwatch.GetElapsedTime(since).TotalSeconds,7:0.0} s  {doing}");
            var width = Math.Max(10, console.Profile.Width - 1);
            console.Write(new Text(text.Length <= width ? text : text[..width], new Style(Color.Grey)));
            drawn = true;
        }
    }

    // The running line is written over, not kept: back to its beginning, and the rest of it cleared.
    void Clear()
    {
        if (drawn) console.WriteAnsi(writer => writer.Write("\r\u001b[2K"));
        drawn = false;
    }
}
