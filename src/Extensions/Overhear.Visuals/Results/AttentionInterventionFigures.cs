namespace Overhear;

/// <summary>Figures of <see cref="AttentionRepairResult"/>, <see cref="AttentionBlockResult"/>, <see cref="AttentionAndWritingResult"/> and <see cref="InhibitionSignalsResult"/>.</summary>
public static class AttentionInterventionFigures
{
    /// <summary>Accuracy as it is and with the attention of each group of heads set (Merullo et al. 2023, figure 5).</summary>
    /// <param name="result">The runs.</param>
    /// <param name="title">The title.</param>
    /// <param name="notice">What a reader should look for.</param>
    public static BarFigure ToBarChart(this AttentionRepairResult result, string title = "Answers right, with attention set", string notice = "")
    {
        var figure = Figure.Bars(
            title, result.Runs.Select(run => run.Name), result.Runs.Select(run => 100 * run.Accuracy), result.Before.Correct.Values.Count > 1 ? result.Runs.Select(run => 100 * run.Correct.StandardError) : null,
            "attention set in", "accuracy", "%", horizontal: true);
        return figure with
        {
            Subtitle = $"{result.After.NewMistakes} of {result.Before.Correct.Values.Count} prompts are right as it is, and wrong with all set", Notice = notice,
            Notes = ["Bars are standard errors over prompts.", .. result.Runs.Skip(1).Select(run => $"{run.Name}: {string.Join(", ", run.Heads)}; {run.NewMistakes} new mistakes."), FigureNotes.Of(result.Record)],
        };
    }

    /// <summary>Accuracy as it is, with the heads cut, and with as many others.</summary>
    /// <param name="result">The runs.</param>
    /// <param name="title">The title.</param>
    /// <param name="notice">What a reader should look for.</param>
    public static BarFigure ToBarChart(this AttentionBlockResult result, string title = "Answers right, with attention cut", string notice = "")
    {
        List<string> labels = ["as it is", "attention cut", "values at 0"];
        List<PromptValues> values = [result.Before, result.Cut, result.Silent];
        if (result.ControlAccuracies is { } others)
        {
            labels.Add($"cut in {result.Heads.Count} other {(result.Heads.Count == 1 ? "head" : "heads")}");
            values.Add(others);
        }
        return Figure.Bars(
            title, labels, values.Select(of => 100 * of.Mean), values.All(of => of.Values.Count > 1) ? values.Select(of => 100 * of.StandardError) : null, $"heads {string.Join(", ", result.Heads)}", "accuracy", "%", horizontal: true) with
        {
            Subtitle = result.P is { } p ? FormattableString.Invariant($"cutting drawn heads does as much or more in a share of {p:0.###}") : "", Notice = notice,
            Notes = [$"Bars are standard errors: over {result.Before.Values.Count} prompts{(result.ControlAccuracies is { } drawn ? $", of other heads over {drawn.Values.Count} draws" : "")}.", FigureNotes.Of(result.Record)],
        };
    }

    /// <summary>What a head looks at and what it writes, one point a prompt and word (Wang et al. 2022, figure 3c).</summary>
    /// <param name="result">The numbers.</param>
    /// <param name="title">The title; the head where it is left out.</param>
    /// <param name="notice">What a reader should look for.</param>
    public static ScatterFigure ToScatter(this AttentionAndWritingResult result, string? title = null, string notice = "") => Figure.Scatter(
        title ?? $"What head {result.Head} looks at, and what it writes", result.Roles.Select((role, at) => new ScatterSeries(role, result.Attention[at].Values, result.Written[at].Values)),
        "attention from END to the word (probability)", "what the head writes along the word's token (logits before the norm)") with
    {
        Subtitle = FormattableString.Invariant($"correlation {result.Correlation:0.00} over {result.Attention[0].Values.Count} prompts"), Notice = notice, Notes = [FigureNotes.Of(result.Record)],
    };

    /// <summary>The logit difference by token and position signal (Wang et al. 2022, figure 9).</summary>
    /// <param name="result">The numbers.</param>
    /// <param name="title">The title.</param>
    /// <param name="notice">What a reader should look for.</param>
    public static HeatmapFigure ToHeatmap(this InhibitionSignalsResult result, string title = "Token and position of the repeated name", string notice = "")
    {
        var means = result.Means();
        var texts = new string[means.Rows.Count, means.Columns.Count];
        for (var row = 0; row < means.Rows.Count; row++)
            for (var column = 0; column < means.Columns.Count; column++) texts[row, column] = FormattableString.Invariant($"{means[row, column]:0.00}");
        return new HeatmapFigure(title, means)
        {
            CellTexts = texts, Notice = notice, Notes = [FigureNotes.Of(result.Record)],
            Subtitle = FormattableString.Invariant($"position · {result.PerPosition:0.00} + token · {result.PerToken:0.00} fits with a mean error of {100 * result.MeanError:0.#} %"),
        };
    }
}
