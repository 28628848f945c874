namespace Overhear;

/// <summary>Figures of <see cref="PatchingResult"/> and <see cref="AttributionPatchingResult"/>.</summary>
public static class PatchingFigures
{
    /// <summary>The mean effect of every patch, rows by columns. What is within two standard errors of 0 is faded, and only other cells say their number.</summary>
    /// <param name="result">The sweep.</param>
    /// <param name="title">The title; what was patched where it is left out.</param>
    /// <param name="scale">In what effects are counted.</param>
    /// <param name="metric">Which of the metrics, from 0.</param>
    /// <param name="notice">What a reader should look for.</param>
    public static HeatmapFigure ToHeatmap(this PatchingResult result, string? title = null, EffectScale scale = EffectScale.PercentOfPlain, int metric = 0, string notice = "")
    {
        var means = result.Means(scale, metric);
        var (texts, hovers, faded) = (new string[result.Rows.Count, result.Columns.Count], new string[result.Rows.Count, result.Columns.Count], new bool[result.Rows.Count, result.Columns.Count]);
        var digits = Enumerable.Range(0, result.Rows.Count).SelectMany(row => Enumerable.Range(0, result.Columns.Count).Select(column => Math.Abs(means[row, column]))).Where(double.IsFinite).DefaultIfEmpty().Max() >= 20 ? "0" : "0.00";
        for (var row = 0; row < result.Rows.Count; row++)
            for (var column = 0; column < result.Columns.Count; column++)
            {
                var has = result.Has(row, column);
                var effect = has ? result.Effect(row, column, scale, metric) : null;
                faded[row, column] = effect is { IsClear: false } && result.Prompts > 1;
                texts[row, column] = effect is not null && effect.Mean != 0 && !faded[row, column] ? effect.Mean.ToString(digits, System.Globalization.CultureInfo.InvariantCulture) : "";
                hovers[row, column] = effect is null ? $"{result.Component(row, column)}: not patched" : $"{result.Component(row, column)}: {effect}{(means.Unit.Length > 0 ? " " + means.Unit : "")}";
            }
        return new HeatmapFigure(title ?? result.Name, means)
        {
            Subtitle = Subtitle(result, title is null), CellTexts = texts, HoverTexts = hovers, Faded = result.Prompts == 1 ? null : faded, Notice = notice,
            Notes = [.. result.Prompts == 1 ? [] : new[] { $"Mean over {result.Prompts} prompts. A faded cell is within two standard errors of 0." }, FigureNotes.Of(result.Record)],
        };
    }

    /// <summary>The patches with the largest effects, as bars with their standard errors, the largest on top.</summary>
    /// <param name="result">The sweep.</param>
    /// <param name="count">How many; at least 1.</param>
    /// <param name="title">The title; what was patched where it is left out.</param>
    /// <param name="scale">In what effects are counted.</param>
    /// <param name="notice">What a reader should look for.</param>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than one is asked for.</exception>
    public static BarFigure ToBarChart(this PatchingResult result, int count = 10, string? title = null, EffectScale scale = EffectScale.PercentOfPlain, string notice = "")
    {
        if (count < 1) throw new ArgumentOutOfRangeException(nameof(count), count, "At least one patch has to be shown.");
        var means = result.Means(scale);
        var shown = (from row in Enumerable.Range(0, result.Rows.Count) from column in Enumerable.Range(0, result.Columns.Count) where result.Has(row, column) orderby Math.Abs(means[row, column]) descending select (row, column)).Take(count)
            .OrderByDescending(cell => means[cell.row, cell.column]);
        var figure = PromptBars.Of(title ?? result.Name, [.. shown.Select(cell => new LogitPart(result.Component(cell.row, cell.column), result.Effect(cell.row, cell.column, scale)))], "patch", means.Name, means.Unit);
        return figure with { Subtitle = Subtitle(result, title is null), Notice = notice, Notes = [.. figure.Notes, FigureNotes.Of(result.Record)] };
    }

    /// <summary>Estimates beside what patching gives, one point a checked head: a good estimate lies on the dashed line of equals.</summary>
    /// <param name="result">The estimates and checks.</param>
    /// <param name="title">The title.</param>
    /// <param name="notice">What a reader should look for.</param>
    public static ScatterFigure ToScatter(this AttributionPatchingResult result, string title = "What the gradient estimates, and what patching gives", string notice = "")
    {
        var groups = result.Checks.GroupBy(check => check.IsTop).Select(of => new ScatterSeries(of.Key ? "largest estimates" : "drawn from the rest", of.Select(check => check.Estimate.Mean), of.Select(check => check.Exact.Mean), labels: of.Select(check => $"{check.Head}")));
        return Figure.Scatter(title, groups, $"estimated change of the logit difference ({LogitDifference.Unit})", $"exact change ({LogitDifference.Unit})", references: [new ReferenceLine(0), new ReferenceLine(0, IsVertical: true)]) with
        {
            ShowEquals = true, Subtitle = FormattableString.Invariant($"{result.Missed} of those drawn exceed the least of the largest; with 95 % confidence at most {100 * result.MissedAtMost:0.#} % of all others do"), Notice = notice, Notes = [FigureNotes.Of(result.Record)],
        };
    }

    static string Subtitle(PatchingResult result, bool isNamed) => FormattableString.Invariant(
        $"{(isNamed ? "" : result.Name + "; ")}{result.Metrics[0]}; plain {result.Plain.Mean:0.00}{(result.Direction == PatchDirection.Neither ? "" : FormattableString.Invariant($", the other run {result.Source.Mean:0.00}"))}");
}
