namespace Overhear;

/// <summary>A table of numbers that knows what its rows, its columns and its numbers are.</summary>
/// <remarks>Plain data: no tensor, nothing to dispose.</remarks>
public sealed class LabelledMatrix : IResult<LabelledMatrix>
{
    readonly double[,] values;

    /// <summary>Puts a name, labels and a unit to a table. The numbers are copied.</summary>
    /// <exception cref="ArgumentException">The labels are not as many as the rows or the columns.</exception>
    public LabelledMatrix(string name, double[,] values, IEnumerable<string> rows, IEnumerable<string> columns, string rowTitle = "", string columnTitle = "", string unit = "")
    {
        Name = name;
        this.values = (double[,])values.Clone();
        Rows = [.. rows];
        Columns = [.. columns];
        RowTitle = rowTitle;
        ColumnTitle = columnTitle;
        Unit = unit;
        if (Rows.Count != values.GetLength(0) || Columns.Count != values.GetLength(1))
            throw new ArgumentException($"{Rows.Count} row labels and {Columns.Count} column labels do not fit a table of {values.GetLength(0)} by {values.GetLength(1)}.");
    }

    /// <summary>What the numbers are, for instance <c>attention</c>.</summary>
    public string Name { get; }

    /// <summary>The rows' labels, from top to bottom.</summary>
    public IReadOnlyList<string> Rows { get; }

    /// <summary>The columns' labels, from left to right.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>What the rows are, for instance <c>query position</c>.</summary>
    public string RowTitle { get; }

    /// <summary>What the columns are, for instance <c>key position</c>.</summary>
    public string ColumnTitle { get; }

    /// <summary>The unit of the numbers, for instance <c>nats</c>; empty where they have none.</summary>
    public string Unit { get; }

    /// <summary>What it was made with; null for numbers that were put together by hand.</summary>
    public RunRecord? Record { get; init; }

    /// <summary>The number in a row and a column, both counted from 0.</summary>
    public double this[int row, int column] => values[row, column];

    /// <summary>A copy of the numbers [row, column].</summary>
    public double[,] ToArray() => (double[,])values.Clone();

    void IResult.Describe(ResultContent content) => content
        .Fact("row_title", RowTitle).Fact("column_title", ColumnTitle).Axis("row", Rows).Axis("column", Columns)
        .Numbers("cell", Name, Unit, ["row", "column"], RowMajor.Of(values));

    static LabelledMatrix IResult<LabelledMatrix>.Read(ResultReader reader)
    {
        var (rows, columns) = (reader.Labels("row"), reader.Labels("column"));
        var values = RowMajor.Fill(new double[rows.Count, columns.Count], reader.Numbers("cell", "row", "column"));
        return new LabelledMatrix(reader.Title("cell"), values, rows, columns, reader.Text("row_title"), reader.Text("column_title"), reader.Unit("cell")) { Record = reader.OptionalRecord };
    }
}
