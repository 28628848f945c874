namespace Overhear;

/// <summary>Figures of <see cref="HeadScoresResult"/>.</summary>
public static class HeadScoresFigures
{
    /// <summary>How much each head looks at the token before, layers by heads.</summary>
    /// <param name="scores">The scores.</param>
    /// <param name="title">The title.</param>
    /// <param name="notice">What a reader should look for.</param>
    public static HeatmapFigure ToPreviousTokenHeatmap(this HeadScoresResult scores, string title = "Previous-token heads", string notice = "") =>
        Heatmap(scores, scores.PreviousToken, title, notice);

    /// <summary>How much each head looks at the same token's last occurrence, layers by heads.</summary>
    /// <param name="scores">The scores.</param>
    /// <param name="title">The title.</param>
    /// <param name="notice">What a reader should look for.</param>
    public static HeatmapFigure ToDuplicateTokenHeatmap(this HeadScoresResult scores, string title = "Duplicate-token heads", string notice = "") =>
        Heatmap(scores, scores.DuplicateToken, title, notice);

    /// <summary>How much each head looks at the token after the same token's last occurrence, layers by heads.</summary>
    /// <param name="scores">The scores.</param>
    /// <param name="title">The title.</param>
    /// <param name="notice">What a reader should look for.</param>
    public static HeatmapFigure ToInductionHeatmap(this HeadScoresResult scores, string title = "Induction heads", string notice = "") =>
        Heatmap(scores, scores.Induction, title, notice);

    /// <summary>The heads with the highest score of each of the three kinds, as bars with their standard errors.</summary>
    /// <param name="scores">The scores.</param>
    /// <param name="count">How many heads of each kind; at least 1.</param>
    /// <param name="title">The title.</param>
    /// <param name="notice">What a reader should look for.</param>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than one head is asked for.</exception>
    public static BarFigure ToBarChart(this HeadScoresResult scores, int count = 3, string title = "Heads by what they attend to", string notice = "")
    {
        if (count < 1) throw new ArgumentOutOfRangeException(nameof(count), count, "At least one head of each kind has to be shown.");
        IEnumerable<LogitPart> Best(string kind, HeadEffects of) => of.Ranked().Take(count).Select(head => new LogitPart($"{kind} {head}", of[head]));
        LogitPart[] bars = [.. Best("previous token", scores.PreviousToken), .. Best("duplicate token", scores.DuplicateToken), .. Best("induction", scores.Induction)];
        return PromptBars.Of(title, bars, "head", "mean attention", "") with { Subtitle = Subtitle(scores), Notice = notice, Notes = Notes(scores) };
    }

    static HeatmapFigure Heatmap(HeadScoresResult scores, HeadEffects of, string title, string notice)
    {
        var texts = new string[of.Layers, of.HeadsPerLayer];
        // An attention is never below 0: that it is clear of 0 says nothing, so every number is shown.
        foreach (var head in of.Heads) texts[head.Layer, head.Head] = FormattableString.Invariant($"{of[head].Mean:0.00}");
        return of.ToHeatmap(title, Subtitle(scores), notice) with { Least = 0, Most = 1, Scale = ColourScale.Sequential, CellTexts = texts, Notes = Notes(scores) };
    }

    static string Subtitle(HeadScoresResult scores) => $"mean attention, 0 to 1, on {scores.Sequences.Count} sequences of {scores.Sequences[0].Period} random tokens, repeated";

    static string[] Notes(HeadScoresResult scores) => [$"Mean and its standard error over {scores.Sequences.Count} sequences.", FigureNotes.Of(scores.Record)];
}
