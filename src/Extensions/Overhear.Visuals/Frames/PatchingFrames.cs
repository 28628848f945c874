using Deedle;

namespace Overhear;

/// <summary>Deedle frames of <see cref="PatchingResult"/>.</summary>
public static class PatchingFrames
{
    /// <summary>
    /// The effects in long form, one row a prompt, patch and metric, in the columns <c>metric</c>, <c>unit</c>, the titles of the sweep's rows and columns
    /// (<c>layer</c> and <c>head</c>, or <c>sender</c> and <c>receiver</c>, ...), <c>component</c> (<see cref="PatchingResult.Component"/>), <c>prompt</c>,
    /// counted from 0, <c>plain</c> and <c>patched</c>, the metric without and with the patch, and <c>effect</c>.
    /// </summary>
    /// <param name="result">The sweep. What was not patched has no row.</param>
    /// <param name="scale">In what effects are counted.</param>
    public static Frame<int, string> ToLongFrame(this PatchingResult result, EffectScale scale = EffectScale.Raw)
    {
        var rows = (
            from metric in Enumerable.Range(0, result.Metrics.Count) from row in Enumerable.Range(0, result.Rows.Count) from column in Enumerable.Range(0, result.Columns.Count)
            where result.Has(row, column)
            let patched = result.Patched(row, column, metric) let effect = result.Effect(row, column, scale, metric)
            from prompt in Enumerable.Range(0, result.Prompts)
            select (Row: row, Column: column, Prompt: prompt, Metric: result.Metrics[metric], effect.Unit, Patched: patched.Values[prompt], Plain: result.PlainOf(metric).Values[prompt], Effect: effect.Values[prompt])).ToArray();
        return new FrameBuilder.Columns<int, string>
        {
            { "metric", rows.Select(of => of.Metric).ToOrdinalSeries() },
            { "unit", rows.Select(of => of.Unit).ToOrdinalSeries() },
            { result.RowTitle, rows.Select(of => result.Rows[of.Row]).ToOrdinalSeries() },
            { result.ColumnTitle, rows.Select(of => result.Columns[of.Column]).ToOrdinalSeries() },
            { "component", rows.Select(of => result.Component(of.Row, of.Column)).ToOrdinalSeries() },
            { "prompt", rows.Select(of => of.Prompt).ToOrdinalSeries() },
            { "plain", rows.Select(of => of.Plain).ToOrdinalSeries() },
            { "patched", rows.Select(of => of.Patched).ToOrdinalSeries() },
            { "effect", rows.Select(of => of.Effect).ToOrdinalSeries() },
        }.Frame;
    }
}
