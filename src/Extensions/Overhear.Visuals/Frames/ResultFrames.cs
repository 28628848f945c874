using Deedle;

namespace Overhear;

/// <summary>Deedle frames of results.</summary>
public static class ResultFrames
{
    /// <summary>
    /// All numbers and texts of a result in long form, one row an entry, in the columns of its CSV file: <c>metric</c> (which table), one for
    /// each axis (counted from 0, or by its labels), <c>value</c> and, where the result holds texts, <c>text</c>.
    /// </summary>
    /// <param name="result">The result.</param>
    /// <remarks>A place on an axis that a table does not have, and a number that is not a number, are missing values. To go back from a file, use <see cref="ResultFile.Load"/>.</remarks>
    /// <exception cref="ArgumentException">The result was put together of parts that do not fit each other.</exception>
    public static Frame<int, string> ToLongFrame(this IResult result)
    {
        var content = ResultContent.Of(result);
        var (metrics, texts, numbers) = (new List<string>(), new SortedDictionary<int, string>(), new SortedDictionary<int, double>());
        var places = content.Axes.Keys.ToDictionary(axis => axis, _ => new SortedDictionary<int, int>());
        foreach (var (name, table) in content.Tables)
        {
            var at = new ResultPlace(content, table);
            for (var entry = 0; entry < table.Values.Length; entry++, at.Next())
            {
                var row = metrics.Count;
                metrics.Add(name);
                foreach (var axis in table.Axes) places[axis].Add(row, at.On(axis)!.Value);
                if (table.Values is string[] words) texts.Add(row, words[entry]);
                else numbers.Add(row, table.Values is double[] values ? values[entry] : ((long[])table.Values)[entry]);
            }
        }
        var columns = new FrameBuilder.Columns<int, string> { { "metric", metrics.ToOrdinalSeries() } };
        foreach (var (axis, found) in content.Axes)
            if (found.Labels is { } labels) columns.Add(axis, Column(places[axis], place => labels[place]));
            else columns.Add(axis, Column(places[axis], place => place));
        columns.Add("value", Column(numbers, number => number));
        if (texts.Count > 0) columns.Add("text", Column(texts, text => text));
        return columns.Frame;
    }

    static Series<int, TValue> Column<TFrom, TValue>(SortedDictionary<int, TFrom> of, Func<TFrom, TValue> value) => new(of.Keys, of.Values.Select(value));
}
