using System.Text.Json;

namespace Overhear.Tests;

/// <summary>What a page shows of a figure.</summary>
/// <param name="Title">Its title.</param>
/// <param name="Form">What draws it: <c>plotly</c>, <c>svg</c> or <c>nothing</c>.</param>
/// <param name="IsSpatial">Whether its points have three dimensions, which plotly.js draws only where there is WebGL.</param>
/// <param name="ShowsBoth">Whether both drawings are to be seen at once.</param>
/// <param name="Traces">How many traces are to be seen.</param>
/// <param name="IsFinite">Whether there are numbers and all of them are finite.</param>
/// <param name="IsConstant">Whether all of them are the same.</param>
/// <param name="Marks">How many things that stand for numbers are drawn.</param>
/// <param name="Broken">How many things have a place that is no number.</param>
/// <param name="Width">The drawing's width in CSS pixels.</param>
/// <param name="Height">The drawing's height.</param>
/// <param name="Colour">The colour of its text.</param>
public sealed record FigureReport(string Title, string Form, bool IsSpatial, bool ShowsBoth, int Traces, bool IsFinite, bool IsConstant, int Marks, int Broken, double Width, double Height, string Colour)
{
    /// <summary>The reports that the probe wrote.</summary>
    public static IReadOnlyList<FigureReport> All(JsonElement reports) => [.. reports.EnumerateArray().Select(report => new FigureReport(
        report.GetProperty("title").GetString()!, report.GetProperty("form").GetString()!, report.GetProperty("spatial").GetBoolean(), report.GetProperty("both").GetBoolean(), report.GetProperty("traces").GetInt32(), report.GetProperty("finite").GetBoolean(),
        report.GetProperty("constant").GetBoolean(), report.GetProperty("marks").GetInt32(), report.GetProperty("broken").GetInt32(), report.GetProperty("width").GetDouble(), report.GetProperty("height").GetDouble(),
        report.GetProperty("colour").GetString()!))];
}
