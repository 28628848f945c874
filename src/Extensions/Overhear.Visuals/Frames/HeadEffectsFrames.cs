using Deedle;

namespace Overhear;

/// <summary>Deedle frames of <see cref="HeadEffects"/>.</summary>
public static class HeadEffectsFrames
{
    /// <summary>One row a prompt, counted from 0, and one column a head: <c>9.6</c>.</summary>
    /// <param name="effects">The numbers. One that is not a number is a missing value in the frame.</param>
    public static Frame<int, string> ToFrame(this HeadEffects effects) =>
        Frame.FromColumns(effects.Heads.Select(head => new KeyValuePair<string, Series<int, double>>($"{head}", effects[head].Values.ToOrdinalSeries())));

    /// <summary>
    /// Effects of one or several metrics in long form, one row a prompt, head and metric, in the columns <c>metric</c> (the effects' names),
    /// <c>unit</c>, <c>layer</c>, <c>head</c>, <c>component</c> (<c>9.6</c>), <c>prompt</c>, counted from 0, and <c>value</c>.
    /// </summary>
    /// <param name="metrics">The effects, each under a name of its own. A number that is not a number is a missing value in the frame.</param>
    /// <exception cref="ArgumentException">There are none, or two have the same name.</exception>
    public static Frame<int, string> ToLongFrame(this IReadOnlyList<HeadEffects> metrics)
    {
        if (metrics.Count == 0) throw new ArgumentException("There are no effects; give those of at least one metric.", nameof(metrics));
        if (metrics.CountBy(effects => effects.Name).FirstOrDefault(name => name.Value > 1) is { Key: { } twice }) throw new ArgumentException($"Two of the effects are named '{twice}', so that their rows could not be told apart.", nameof(metrics));
        var rows = (from effects in metrics from head in effects.Heads from prompt in Enumerable.Range(0, effects.Prompts) select (effects, head, prompt)).ToArray();
        return new FrameBuilder.Columns<int, string>
        {
            { "metric", rows.Select(row => row.effects.Name).ToOrdinalSeries() },
            { "unit", rows.Select(row => row.effects.Unit).ToOrdinalSeries() },
            { "layer", rows.Select(row => row.head.Layer).ToOrdinalSeries() },
            { "head", rows.Select(row => row.head.Head).ToOrdinalSeries() },
            { "component", rows.Select(row => $"{row.head}").ToOrdinalSeries() },
            { "prompt", rows.Select(row => row.prompt).ToOrdinalSeries() },
            { "value", rows.Select(row => row.effects[row.head].Values[row.prompt]).ToOrdinalSeries() },
        }.Frame;
    }

    /// <summary>A frame of one row a prompt and one column a head as numbers that can be ranked, drawn and saved.</summary>
    /// <param name="frame">The frame. A missing value becomes not a number.</param>
    /// <param name="name">What the numbers are, with their sign and what 0 means.</param>
    /// <param name="unit">Their unit; empty where they have none.</param>
    /// <exception cref="ArgumentException">A column is no head or holds something else than numbers, a head is missing or comes twice, or there is no row.</exception>
    public static HeadEffects ToHeadEffects<TRow>(this Frame<TRow, string> frame, string name, string unit = "") where TRow : notnull
    {
        var table = frame.ToLabelledMatrix();
        var (heads, problems) = (new Dictionary<HeadId, int>(), new List<string>());
        for (var column = 0; column < table.Columns.Count; column++)
            try
            {
                if (!heads.TryAdd(HeadId.Parse(table.Columns[column]), column)) problems.Add($"head {table.Columns[column]} comes twice");
            }
            catch (FormatException)
            {
                problems.Add($"'{table.Columns[column]}' is no head, which is written layer.head: 9.6");
            }
        var (layers, perLayer) = heads.Count == 0 ? (0, 0) : (heads.Keys.Max(head => head.Layer) + 1, heads.Keys.Max(head => head.Head) + 1);
        if ((long)layers * perLayer > heads.Count) problems.Add($"there are {heads.Count} heads, where 0.0 to {layers - 1}.{perLayer - 1} are {(long)layers * perLayer}");
        if (problems.Count > 0) throw new ArgumentException($"The frame is no table of heads: {string.Join("; ", problems.Take(8))}.", nameof(frame));
        var values = new double[layers, perLayer, table.Rows.Count];
        foreach (var (head, column) in heads)
            for (var prompt = 0; prompt < table.Rows.Count; prompt++) values[head.Layer, head.Head, prompt] = table[prompt, column];
        return new HeadEffects(name, unit, values);
    }
}
