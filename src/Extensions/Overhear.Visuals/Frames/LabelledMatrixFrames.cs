using Deedle;

namespace Overhear;

/// <summary>Deedle frames of a <see cref="LabelledMatrix"/>.</summary>
public static class LabelledMatrixFrames
{
    /// <summary>The table as a frame with its labels as keys. A label that comes more than once gets its position, from 0: <c>the [4]</c>.</summary>
    /// <param name="matrix">The table. A number that is not a number is a missing value in the frame.</param>
    public static Frame<string, string> ToFrame(this LabelledMatrix matrix)
    {
        var rows = UniqueLabels.Of(matrix.Rows);
        var columns = UniqueLabels.Of(matrix.Columns);
        return Frame.FromColumns(columns.Select((column, c) =>
            new KeyValuePair<string, Series<string, double>>(column, new Series<string, double>(rows, rows.Select((_, r) => matrix[r, c])))));
    }

    /// <summary>A frame of numbers as a table, which can be drawn and saved.</summary>
    /// <param name="frame">The frame. A missing value becomes not a number.</param>
    /// <param name="name">What the numbers are.</param>
    /// <param name="rowTitle">What the rows are.</param>
    /// <param name="columnTitle">What the columns are.</param>
    /// <param name="unit">The unit of the numbers; empty where they have none.</param>
    /// <exception cref="ArgumentException">The frame has no row or no column, or a column holds something else than numbers.</exception>
    public static LabelledMatrix ToLabelledMatrix<TRow, TColumn>(this Frame<TRow, TColumn> frame, string name = "value", string rowTitle = "", string columnTitle = "", string unit = "")
        where TRow : notnull
        where TColumn : notnull
    {
        TRow[] rows = [.. frame.RowKeys];
        TColumn[] columns = [.. frame.ColumnKeys];
        if (rows.Length == 0 || columns.Length == 0)
            throw new ArgumentException($"The frame has {rows.Length} rows and {columns.Length} columns; a table needs at least one of each.", nameof(frame));
        var values = new double[rows.Length, columns.Length];
        List<string> problems = [];
        for (var c = 0; c < columns.Length; c++)
            try
            {
                var column = frame.GetColumn<double>(columns[c]);
                for (var r = 0; r < rows.Length; r++)
                    values[r, c] = column.TryGet(rows[r]) is { HasValue: true } found ? found.Value : double.NaN;
            }
            catch (Exception fault) when (fault is InvalidCastException or FormatException or InvalidOperationException or ArgumentException)
            {
                problems.Add($"'{Label(columns[c])}'");
            }
        return problems.Count == 0
            ? new LabelledMatrix(name, values, rows.Select(Label), columns.Select(Label), rowTitle, columnTitle, unit)
            : throw new ArgumentException($"These columns hold something else than numbers: {string.Join(", ", problems)}. Leave them out, for instance with frame.Columns[...], or pivot the frame first.", nameof(frame));
    }

    /// <summary>The table as one row a cell, in the columns <c>row</c>, <c>column</c> and <c>value</c>: the form that grouping and plotting tools take.</summary>
    /// <param name="matrix">The table. Labels are as in <see cref="ToFrame"/>.</param>
    public static Frame<int, string> ToLongFrame(this LabelledMatrix matrix)
    {
        var rows = UniqueLabels.Of(matrix.Rows);
        var columns = UniqueLabels.Of(matrix.Columns);
        var cells = rows.SelectMany((row, r) => columns.Select((column, c) => (Row: row, Column: column, Value: matrix[r, c]))).ToArray();
        return new FrameBuilder.Columns<int, string>
        {
            { "row", cells.Select(cell => cell.Row).ToOrdinalSeries() },
            { "column", cells.Select(cell => cell.Column).ToOrdinalSeries() },
            { "value", cells.Select(cell => cell.Value).ToOrdinalSeries() },
        }.Frame;
    }

    static string Label<TKey>(TKey key) where TKey : notnull => Convert.ToString(key, System.Globalization.CultureInfo.InvariantCulture) ?? "";
}
