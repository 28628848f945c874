namespace Overhear;

/// <summary>A table of texts, for instance the most probable next tokens.</summary>
public sealed record TableFigure : Figure
{
    /// <summary>Shows a table.</summary>
    /// <param name="title">The title.</param>
    /// <param name="columns">The columns' headings.</param>
    /// <param name="rows">The rows, one text for each column.</param>
    /// <exception cref="ArgumentException">There is no column or no row, or a row has not as many texts as there are columns.</exception>
    public TableFigure(string title, IEnumerable<string> columns, IEnumerable<IEnumerable<string>> rows) : base(title)
    {
        (Columns, Rows) = ([.. columns], [.. rows.Select(row => (IReadOnlyList<string>)[.. row])]);
        List<string> problems = [];
        if (Columns.Count == 0)
            problems.Add("there is no column, and at least one is needed");
        if (Rows.Count == 0)
            problems.Add("there is no row, and at least one is needed");
        foreach (var (index, row) in Rows.Index())
            if (row.Count != Columns.Count)
                problems.Add($"row {index} has {row.Count} texts, and there are {Columns.Count} columns");
        if (problems.Count > 0)
            throw new ArgumentException($"The table cannot be drawn: {string.Join("; ", problems)}.");
    }

    /// <summary>The columns' headings.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>The rows, one text for each column.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Rows { get; }

    /// <summary>A share of 0 to 1 for each row, drawn as a bar behind its last text; none where it is empty.</summary>
    /// <exception cref="ArgumentException">There are not as many shares as rows, or one is not between 0 and 1.</exception>
    public IReadOnlyList<double> Shares
    {
        get;
        init
        {
            if (value.Count > 0 && (value.Count != Rows.Count || value.Any(share => !(share is >= 0 and <= 1))))
                throw new ArgumentException($"{nameof(Shares)} needs one number between 0 and 1 for each of {Rows.Count} rows; it was given {string.Join(", ", value.Take(20))}.", nameof(Shares));
            field = value;
        }
    } = [];

    /// <summary>Whether all texts of a column are numbers, which end under each other.</summary>
    internal bool IsNumeric(int column) => Rows.All(row => row[column].Length == 0 || double.TryParse(
        row[column].Replace('−', '-').TrimEnd('%', ' '), System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out _));
}
