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
}
