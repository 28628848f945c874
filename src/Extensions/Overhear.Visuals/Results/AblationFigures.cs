namespace Overhear;

/// <summary>Figures of <see cref="AblationResult"/>.</summary>
public static class AblationFigures
{
    /// <summary>By how much the logit difference changes without each head, layers by heads.</summary>
    /// <param name="result">The ablations.</param>
    /// <param name="title">The title.</param>
    /// <param name="notice">What a reader should look for.</param>
    public static HeatmapFigure ToHeatmap(this AblationResult result, string title = "What changes without each head", string notice = "") =>
        result.HeadChanges().ToHeatmap(title, Subtitle(result), notice);

    /// <summary>By how much the logit difference changes without each MLP.</summary>
    /// <param name="result">The ablations.</param>
    /// <param name="title">The title.</param>
    /// <param name="notice">What a reader should look for.</param>
    public static BarFigure ToMlpBarChart(this AblationResult result, string title = "What changes without each MLP", string notice = "")
    {
        var figure = PromptBars.Of(
            title, [.. result.MlpChanges().Select((change, layer) => new LogitPart($"MLP {layer}", change))], "part", $"change of the logit difference, {result.Name}", LogitDifference.Unit);
        return figure with { Subtitle = Subtitle(result), Notice = notice, Notes = [.. figure.Notes, FigureNotes.Of(result.Record)] };
    }

    static string Subtitle(AblationResult result) =>
        FormattableString.Invariant($"{result.Name}: ablated minus plain logit difference, which is {result.Plain.Mean:0.###} {LogitDifference.Unit}");
}
