namespace Overhear;

/// <summary>Tables of circuits of heads: the parts that <see cref="CompletenessResult"/> and <see cref="MinimalityResult"/> took away.</summary>
public static class CircuitTables
{
    /// <summary>The parts that were taken away from circuit and model, those first without which both are farthest apart (Wang et al. 2022, figure 22).</summary>
    /// <param name="result">The points.</param>
    /// <param name="title">The title.</param>
    /// <param name="notice">What a reader should look for.</param>
    public static TableFigure ToTable(this CompletenessResult result, string title = "Parts taken away from circuit and model", string notice = "") => Figure.Table(
        title, ["part", "heads", "F(C \\ K)", "F(M \\ K)", "apart"], result.Points.OrderByDescending(point => point.Incompleteness).Select(point => new[]
        {
            point.Kind, point.Removed.Count == 0 ? "nothing" : string.Join(", ", point.Removed.Select(head => head.Head)), Number(point.Circuit.Mean), Number(point.Model.Mean), Number(point.Incompleteness),
        })) with
    {
        Notice = notice, Notes = [Differences(result.Points[0].Circuit, "K the part, C the circuit, M the model", "parts were looked for"), FigureNotes.Of(result.Record)],
    };

    /// <summary>For each head of the circuit the part that is gone where it shows best, and both logit differences (Wang et al. 2022, figure 20).</summary>
    /// <param name="result">The scores.</param>
    /// <param name="title">The title.</param>
    /// <param name="notice">What a reader should look for.</param>
    public static TableFigure ToTable(this MinimalityResult result, string title = "Where each head of the circuit makes a difference", string notice = "") => Figure.Table(
        title, ["head v", "part K", "F(C \\ K)", "F(C \\ (K ∪ {v}))", "change, % of the model"], result.Scores.Select(score => new[]
        {
            $"{score.Head}", score.Part, Number(score.Before.Mean), Number(score.After.Mean), FormattableString.Invariant($"{100 * score.Share:0.0}"),
        })) with
    {
        Notice = notice, Notes = [Differences(result.Scores[0].After, "K the part, C the circuit", "the part was chosen"), FigureNotes.Of(result.Record)],
    };

    static string Differences(PromptValues values, string letters, string chosen) =>
        $"F is the mean logit difference, {LogitDifference.Unit}, over {values.Values.Count} prompts; {letters}; {chosen} on as many others.";

    static string Number(double value) => FormattableString.Invariant($"{value:0.00}");
}
