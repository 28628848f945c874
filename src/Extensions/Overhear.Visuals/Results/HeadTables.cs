namespace Overhear;

/// <summary>Tables of heads' roles, of heads that two tasks share, and of a task's answers.</summary>
public static class HeadTables
{
    /// <summary>The heads of each role with their numbers on the other half of the prompts; where a role has none, the best candidate.</summary>
    /// <param name="roles">The roles.</param>
    /// <param name="title">The title.</param>
    /// <param name="notice">What a reader should look for.</param>
    public static TableFigure ToTable(this IEnumerable<HeadRole> roles, string title = "Heads by their role", string notice = "") => Figure.Table(
        title, ["role", "head", "asked for", "on the other prompts", "holds again"], roles.SelectMany(role => role.Found.Count > 0 ? role.Found.Select(head => Row(role, head, $"{head.Head}")) : [Row(role, role.Best, $"none; closest {role.Best.Head}")])) with
    {
        Notice = notice, Notes = ["Heads were chosen on the first half of the prompts; the numbers, mean ± standard error, are of the second half."],
    };

    /// <summary>How many heads two circuits share, by each definition.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="title">The title.</param>
    /// <param name="notice">What a reader should look for.</param>
    public static TableFigure ToTable(this IEnumerable<HeadOverlapRow> rows, string title = "Heads that both tasks use", string notice = "")
    {
        List<HeadOverlapRow> shown = [.. rows];
        var hasStages = shown.Any(row => row.Stage is not null);
        string[] Stage(string text) => hasStages ? [text] : [];
        return Figure.Table(
            title, ["top heads", .. Stage("stage"), "counted", "shared", "%", FormattableString.Invariant($"{100 * (shown.FirstOrDefault()?.Interval?.Level ?? .95):0.#} % interval"), "by chance", "p", "p within layers"], shown.Select(row => (string[])
            [
                row.Threshold is { } threshold ? FormattableString.Invariant($"{threshold:0.##} %") : "given", .. Stage(row.Stage ?? "all stages"), Words(row.Definition), $"{row.Shared} of {row.Of}",
                FormattableString.Invariant($"{100 * row.Share:0}"), row.Interval is { } interval ? FormattableString.Invariant($"{100 * interval.Low:0}–{100 * interval.High:0}") : "",
                FormattableString.Invariant($"{row.Expected:0.0}"), P(row.P), P(row.PWithinLayers),
            ])) with
        {
            Notice = notice,
            Notes = ["By chance: heads of the second task renamed at random, anywhere or within their layer; p is the share of such draws with as much overlap. Intervals: prompts of each task resampled."],
        };
    }

    /// <summary>Accuracy, probability and logit difference.</summary>
    /// <param name="answers">The answers of one or more sets of prompts, by a name.</param>
    /// <param name="title">The title.</param>
    /// <param name="notice">What a reader should look for.</param>
    public static TableFigure ToTable(this IEnumerable<KeyValuePair<string, TaskAnswersResult>> answers, string title = "What the model answers", string notice = "") => Figure.Table(
        title, ["prompts", "number", "right, %", "above the wrong one, %", "probability", "logit difference"], answers.Select(of => new[]
        {
            of.Key, $"{of.Value.Correct.Values.Count}", FormattableString.Invariant($"{100 * of.Value.Accuracy:0.0}"), FormattableString.Invariant($"{100 * of.Value.AboveWrong:0.0}"), FormattableString.Invariant($"{of.Value.Probability.Mean:0.000}"),
            FormattableString.Invariant($"{of.Value.Difference.Mean:0.00} ± {of.Value.Difference.StandardError:0.00}"),
        })) with
    {
        Notice = notice,
    };

    static string[] Row(HeadRole role, RoleCandidate head, string name) =>
    [
        role.Role, name, string.Join(", ", role.Thresholds.Select(least => FormattableString.Invariant($"≥ {least:0.00}"))),
        string.Join(", ", head.Reported.Select(values => FormattableString.Invariant($"{values.Mean:0.00} ± {values.StandardError:0.00}"))), head.HoldsAgain ? "yes" : "no",
    ];

    // Of draws, so never 0.
    static string P(double p) => p < .001 ? "< 0.001" : FormattableString.Invariant($"{p:0.000}");

    static string Words(OverlapDefinition definition) => definition switch
    {
        OverlapDefinition.PerStage => "stage by stage",
        OverlapDefinition.IntersectionOverUnion => "of heads of either task",
        _ => "of the smaller circuit",
    };
}
