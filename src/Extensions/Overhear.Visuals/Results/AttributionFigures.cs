namespace Overhear;

/// <summary>Figures of what parts of a model do to an answer.</summary>
public static class AttributionFigures
{
    /// <summary>The mean share of every head, layers from top to bottom.</summary>
    /// <param name="attribution">The shares.</param>
    /// <param name="title">The title.</param>
    /// <param name="notice">What a reader should look for.</param>
    public static HeatmapFigure ToHeatmap(this DirectLogitAttributionResult attribution, string title = "What each head adds to the answer directly", string notice = "") =>
        attribution.HeadMeans().ToHeatmap(title) with { Subtitle = Prompts(attribution.LogitDifferences), Notice = notice, Notes = [FigureNotes.Of(attribution.Record)] };

    /// <summary>The mean shares of everything, heads summed by layer, in the order in which the model computes them. They sum to the logit difference.</summary>
    /// <param name="attribution">The shares.</param>
    /// <param name="title">The title.</param>
    /// <param name="notice">What a reader should look for.</param>
    public static BarFigure ToBarChart(this DirectLogitAttributionResult attribution, string title = "What adds up to the answer", string notice = "")
    {
        var parts = attribution.Shares.GroupBy(share => share.Head is { } head ? $"heads of {head.Layer}" : share.Part).ToList();
        return Figure.Bars(title, parts.Select(part => part.Key), parts.Select(part => part.Sum(share => share.Mean)), labelTitle: "part", valueTitle: "share of the logit difference", horizontal: true) with
        {
            Unit = "logits", Subtitle = Prompts(attribution.LogitDifferences), Notice = notice, Notes = [FigureNotes.Of(attribution.Record)],
        };
    }

    /// <summary>The mean attention that every head pays to places of one kind in random repeated tokens.</summary>
    /// <param name="scores">The scores.</param>
    /// <param name="kind">The kind of place.</param>
    /// <param name="title">The title; says the kind unless given.</param>
    /// <param name="notice">What a reader should look for.</param>
    public static HeatmapFigure ToHeatmap(this HeadScoresResult scores, HeadScoreKind kind, string? title = null, string notice = "") => scores.Matrix(kind).ToHeatmap(title ?? kind switch
    {
        HeadScoreKind.PreviousToken => "Attention to the token before",
        HeadScoreKind.DuplicateToken => "Attention to the same token earlier",
        _ => "Attention to what followed the same token earlier",
    }) with
    {
        Subtitle = FormattableString.Invariant($"mean over {scores.Of(kind)[0].Values.Count} sequences of random tokens, repeated; equal attention would give {scores.Even(kind):0.000}"),
        Least = 0, Most = 1, Notice = notice, Notes = [FigureNotes.Of(scores.Record)],
    };

    /// <summary>The mean change of the logit difference without each part; negative where the part helps.</summary>
    /// <param name="ablation">What was knocked out.</param>
    /// <param name="title">The title.</param>
    /// <param name="notice">What a reader should look for.</param>
    public static HeatmapFigure ToHeatmap(this AblationResult ablation, string title = "What changes without each part", string notice = "") =>
        ablation.Effects().ToHeatmap(title) with { Subtitle = $"{Prompts(ablation.Clean)}; outputs replaced: {ablation.Kind.ToLowerInvariant()}", Notice = notice, Notes = [FigureNotes.Of(ablation.Record)] };

    static string Prompts(IReadOnlyList<double> differences) =>
        FormattableString.Invariant($"right minus wrong token; {differences.Average():0.00} logits, the mean of {differences.Count} prompt{(differences.Count == 1 ? "" : "s")}");
}
