namespace Overhear;

/// <summary>Figures of circuits of heads: <see cref="FaithfulnessResult"/>, <see cref="CompletenessResult"/>, <see cref="MinimalityResult"/> and <see cref="BackupHeadsResult"/>.</summary>
public static class CircuitFigures
{
    /// <summary>The logit difference of the model and of the circuit alone.</summary>
    /// <param name="result">The numbers.</param>
    /// <param name="title">The title.</param>
    /// <param name="notice">What a reader should look for.</param>
    public static BarFigure ToBarChart(this FaithfulnessResult result, string title = "What the circuit does alone", string notice = "")
    {
        var figure = PromptBars.Of(title, ["the model", "the circuit alone"], [result.Model, result.Circuit], "who answers", "logit difference", LogitDifference.Unit);
        return figure with
        {
            Subtitle = FormattableString.Invariant($"the circuit does {100 * result.Share:0.#} % of what the model does; everything else at its mean"), Notice = notice,
            Notes = [.. figure.Notes, $"Means over {result.SmallestTemplate} or more prompts of the same template.", FigureNotes.Of(result.Record)],
        };
    }

    /// <summary>Circuit and model, both without the same part of the circuit, one point a part: a complete circuit lies on the line.</summary>
    /// <param name="result">The points.</param>
    /// <param name="title">The title.</param>
    /// <param name="notice">What a reader should look for.</param>
    public static ScatterFigure ToScatter(this CompletenessResult result, string title = "Circuit and model without parts of the circuit", string notice = "")
    {
        var groups = result.Points.GroupBy(point => IsRole(point) ? "a role" : point.Kind).Select(kind => new ScatterSeries(
            kind.Key, kind.Select(point => point.Circuit.Mean), kind.Select(point => point.Model.Mean), labels: kind.Select(Label)));
        return Figure.Scatter(
            title, groups, $"circuit without the part: logit difference ({LogitDifference.Unit})", $"model without the part: logit difference ({LogitDifference.Unit})") with
        {
            Subtitle = FormattableString.Invariant($"farthest apart: {result.Worst.Incompleteness:0.00} {LogitDifference.Unit}, {result.Worst.Kind}"), Notice = notice, ShowEquals = true,
            Notes = [$"Means over {result.Points[0].Circuit.Values.Count} prompts; parts were looked for on as many others.", FigureNotes.Of(result.Record)],
        };
    }

    static bool IsRole(CompletenessPoint point) => point.Removed.Count > 0 && point.Removed.All(head => head.Role == point.Kind);

    static string Label(CompletenessPoint point) => point.Removed.Count == 0 ? "nothing" : $"{(IsRole(point) ? $"{point.Kind}: " : "")}{string.Join(", ", point.Removed.Select(head => head.Head))}";

    /// <summary>What each head of the circuit adds, in percent of the model's logit difference, where the part of the circuit is gone that shows it best.</summary>
    /// <param name="result">The scores.</param>
    /// <param name="title">The title.</param>
    /// <param name="notice">What a reader should look for.</param>
    public static BarFigure ToBarChart(this MinimalityResult result, string title = "What each head of the circuit adds", string notice = "") => Figure.Bars(
        title, result.Scores.Select(score => $"{score.Head.Head} ({score.Head.Role})"), result.Scores.Select(score => 100 * score.Share), labelTitle: "head", valueTitle: "size of the change", unit: "% of the model's logit difference", horizontal: true) with
    {
        Notice = notice, Notes = [$"Means over {result.Scores[0].After.Values.Count} prompts; which part is gone was chosen on as many others.", FigureNotes.Of(result.Record)],
    };

    /// <summary>The heads whose share changes most, before and after others are gone.</summary>
    /// <param name="result">The shares.</param>
    /// <param name="count">How many heads; at least 1.</param>
    /// <param name="title">The title.</param>
    /// <param name="notice">What a reader should look for.</param>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than one head is asked for.</exception>
    public static BarFigure ToBarChart(this BackupHeadsResult result, int count = 8, string title = "Who takes over", string notice = "")
    {
        if (count < 1) throw new ArgumentOutOfRangeException(nameof(count), count, "At least one head has to be shown.");
        var changes = result.Changes();
        var gone = result.Removed.Heads.Select(head => head.Head).ToHashSet();
        var shown = changes.Heads.Where(head => !gone.Contains(head)).OrderByDescending(head => Math.Abs(changes[head].Mean)).Take(count).ToList();
        LogitPart[] bars = [.. shown.SelectMany(head => new LogitPart[] { new($"{head} before", result.Before[head]), new($"{head} after", result.After[head]) })];
        var figure = PromptBars.Of(title, bars, "head", "share of the logit difference", LogitDifference.Unit);
        return figure with
        {
            Subtitle = FormattableString.Invariant($"without {string.Join(", ", gone.Order())} the logit difference goes from {result.TotalBefore.Mean:0.00} to {result.TotalAfter.Mean:0.00} {LogitDifference.Unit}"), Notice = notice,
            Notes = [.. figure.Notes, FigureNotes.Of(result.Record)],
        };
    }

    /// <summary>How much some heads look at each word, as they are and without others, or with these patched (Wang et al. 2022, figures 4c and 10).</summary>
    /// <param name="result">The attention.</param>
    /// <param name="heads">The heads whose mean is shown; at least one.</param>
    /// <param name="title">The title.</param>
    /// <param name="notice">What a reader should look for.</param>
    /// <exception cref="ArgumentException">There is no head.</exception>
    public static BarFigure ToBarChart(this AttentionWithoutResult result, IReadOnlyList<HeadId> heads, string title = "Where they look without the others", string notice = "")
    {
        var (after, others) = (result.Twin is null ? "without them" : "patched", string.Join(", ", result.Removed.Heads.Select(head => head.Head)));
        LogitPart[] bars = [.. result.Roles.SelectMany((role, at) => new LogitPart[] { new($"{role}, as it is", result.Mean(at, false, heads)), new($"{role}, {after}", result.Mean(at, true, heads)) })];
        var figure = PromptBars.Of(title, bars, "word", "mean attention from END", "");
        return figure with { Subtitle = $"heads {string.Join(", ", heads)}; {(result.Twin is { } of ? $"what {others} wrote on the twin {of}" : $"without {others}")}", Notice = notice, Notes = [.. figure.Notes, FigureNotes.Of(result.Record)] };
    }
}
