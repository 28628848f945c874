namespace Overhear;

/// <summary>Rows and columns of text, aligned; what does not fit is counted instead of shown.</summary>
sealed class TextTable
{
    const string Gap = "  ";
    readonly List<(string Title, bool Right, int Most)> columns = [];
    readonly List<string[]> rows = [];

    /// <summary>Adds a column.</summary>
    /// <param name="title">Its heading.</param>
    /// <param name="right">Whether its texts end under each other, as numbers do.</param>
    /// <param name="most">The width beyond which its texts are cut.</param>
    public TextTable Column(string title, bool right = false, int most = 24)
    {
        columns.Add((title, right, most));
        return this;
    }

    /// <summary>Adds a row with a text for each column.</summary>
    public void Row(params string[] cells) => rows.Add(cells);

    /// <summary>The width of all columns side by side.</summary>
    public int Width(TextLimits limits) => Widths(limits).Sum() + (columns.Count - 1) * Gap.Length;

    /// <summary>The lines, as many columns and rows as there is room for.</summary>
    public IEnumerable<string> Lines(TextLimits limits)
    {
        var widths = Widths(limits);
        var shown = Fitting(widths, limits.Width);
        var left = columns.Count - shown;
        if (columns.Any(column => column.Title.Length > 0))
            yield return Line([.. columns.Select(column => column.Title)], widths, shown);
        foreach (var row in rows.Take(limits.Rows))
            yield return Line(row, widths, shown);
        if (rows.Count > limits.Rows)
            yield return $"… {rows.Count - limits.Rows} more {(rows.Count - limits.Rows == 1 ? "row" : "rows")}";
        if (left > 0)
            yield return $"… {left} more {(left == 1 ? "column" : "columns")} to the right";
    }

    int[] Widths(TextLimits limits) =>
        [.. columns.Select((column, i) => Math.Min(column.Most, rows.Take(limits.Rows).Select(row => TextWidth.Of(row[i])).Append(TextWidth.Of(column.Title)).Max()))];

    static int Fitting(int[] widths, int room)
    {
        var used = widths[0];
        for (var i = 1; i < widths.Length; i++)
        {
            used += Gap.Length + widths[i];
            if (used > room)
                return i;
        }
        return widths.Length;
    }

    string Line(string[] cells, int[] widths, int shown) =>
        string.Join(Gap, Enumerable.Range(0, shown).Select(i => TextWidth.Fit(cells[i], widths[i], columns[i].Right))).TrimEnd();
}
