namespace Overhear;

/// <summary>Figures of <see cref="DirectLogitAttributionResult"/>.</summary>
public static class DirectLogitAttributionFigures
{
    /// <summary>The share of every part, in the model's order, a layer's heads together. The bars sum to the logit difference.</summary>
    /// <param name="result">The shares.</param>
    /// <param name="title">The title.</param>
    /// <param name="notice">What a reader should look for.</param>
    public static BarFigure ToBarChart(this DirectLogitAttributionResult result, string title = "What writes the answer", string notice = "")
    {
        var figure = PromptBars.Of(title, result.Parts(), "part", "share of the logit difference", LogitDifference.Unit);
        return figure with
        {
            Subtitle = FormattableString.Invariant($"shares of the logit difference, correct minus wrong: together {result.Total.Mean:0.###} {LogitDifference.Unit}"),
            Notice = notice,
            Notes = [.. figure.Notes, FigureNotes.Of(result.Record)],
        };
    }

    /// <summary>The share of each head, layers by heads.</summary>
    /// <param name="result">The shares.</param>
    /// <param name="title">The title.</param>
    /// <param name="notice">What a reader should look for.</param>
    public static HeatmapFigure ToHeatmap(this DirectLogitAttributionResult result, string title = "Which heads write the answer", string notice = "") =>
        result.Heads.ToHeatmap(title, "share of the logit difference, correct minus wrong", notice);
}
