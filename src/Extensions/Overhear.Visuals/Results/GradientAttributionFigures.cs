namespace Overhear;

/// <summary>Figures of <see cref="GradientAttributionResult"/>.</summary>
public static class GradientAttributionFigures
{
    /// <summary>The estimate for each layer and head, or for each layer and position where the place has no heads.</summary>
    /// <param name="result">The estimates.</param>
    /// <param name="title">The title.</param>
    /// <param name="notice">What a reader should look for.</param>
    public static HeatmapFigure ToHeatmap(this GradientAttributionResult result, string title = "Attribution patching", string notice = "")
    {
        var subtitle = $"first-order estimate for {result.Kind}, corrupted into clean";
        return result.HasHeads ? result.ByHead().ToHeatmap(title, subtitle, notice) : ByPosition(result, title, subtitle, notice);
    }

    /// <summary>The estimate for each layer and position, heads together.</summary>
    /// <param name="result">The estimates.</param>
    /// <param name="title">The title.</param>
    /// <param name="notice">What a reader should look for.</param>
    public static HeatmapFigure ToPositionHeatmap(this GradientAttributionResult result, string title = "Attribution patching", string notice = "") =>
        ByPosition(result, title, $"first-order estimate for {result.Kind}, corrupted into clean", notice);

    static HeatmapFigure ByPosition(GradientAttributionResult result, string title, string subtitle, string notice) =>
        result.ByPosition().ToHeatmap(title, subtitle, notice: notice) with { Notes = [$"Mean over {result.Prompts} prompts.", FigureNotes.Of(result.Record)] };
}
