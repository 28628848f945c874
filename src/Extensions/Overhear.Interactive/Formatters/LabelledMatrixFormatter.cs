namespace Overhear.Interactive;

/// <summary>A table of numbers with its labels; of a large one the first rows and columns.</summary>
sealed class LabelledMatrixFormatter : TableFormatter<LabelledMatrix>
{
    const int MostRows = 40;
    const int MostColumns = 20;

    public override Table ToTable(LabelledMatrix value)
    {
        var (rows, columns) = (Math.Min(MostRows, value.Rows.Count), Math.Min(MostColumns, value.Columns.Count));
        var (moreRows, moreColumns) = (rows < value.Rows.Count, columns < value.Columns.Count);
        var corner = (value.RowTitle, value.ColumnTitle) is ({ Length: > 0 }, { Length: > 0 }) ? $"{value.RowTitle} \\ {value.ColumnTitle}" : value.RowTitle + value.ColumnTitle;
        IEnumerable<string> Cells(int row) => Enumerable.Range(0, columns).Select(column => Number.Short(value[row, column]));
        return new Table(
            [corner, .. value.Columns.Take(columns), .. Etc(moreColumns)],
            [
                .. Enumerable.Range(0, rows).Select(row => (IReadOnlyList<string>)[value.Rows[row], .. Cells(row), .. Etc(moreColumns)]),
                .. moreRows ? (IReadOnlyList<string>[])[["…"]] : [],
            ],
            value.Unit.Length > 0 ? $"{value.Name} ({value.Unit})" : value.Name,
            moreRows || moreColumns ? $"{rows} of {value.Rows.Count} rows, {columns} of {value.Columns.Count} columns; ToArray() has them all." : "");
    }

    static string[] Etc(bool more) => more ? ["…"] : [];
}
