namespace Overhear;

/// <summary>A table of numbers as coloured cells, the first row on top.</summary>
public sealed record HeatmapFigure : Figure
{
    /// <summary>Shows a table.</summary>
    /// <param name="title">The title.</param>
    /// <param name="cells">The numbers with their labels, titles and unit.</param>
    /// <exception cref="ArgumentException">The table has no cell.</exception>
    public HeatmapFigure(string title, LabelledMatrix cells) : base(title)
    {
        if (cells.Rows.Count == 0 || cells.Columns.Count == 0)
            throw new ArgumentException($"A heatmap needs at least one row and one column; this table has {cells.Rows.Count} by {cells.Columns.Count}.", nameof(cells));
        Cells = cells;
    }

    /// <summary>The numbers with their labels, titles and unit. A number that is not finite leaves its cell empty.</summary>
    public LabelledMatrix Cells { get; }

    /// <summary>How numbers become colours.</summary>
    public ColourScale Scale { get; init; } = ColourScale.FromNumbers;

    /// <summary>The number with the first colour; that of the table where it is left out.</summary>
    public double? Least { get; init; }

    /// <summary>The number with the last colour; that of the table where it is left out. On a diverging scale it holds for both sides.</summary>
    public double? Most { get; init; }

    /// <summary>Whether each cell shows its number too.</summary>
    public bool ShowNumbers { get; init; }

    /// <summary>A text for each cell [row, column], shown in it; none where it is null.</summary>
    /// <exception cref="ArgumentException">There are not as many texts as cells.</exception>
    public string[,]? CellTexts { get; init => field = Fitting(value, nameof(CellTexts)); }

    /// <summary>A text for each cell [row, column], shown when the pointer is on it; none where it is null.</summary>
    /// <exception cref="ArgumentException">There are not as many texts as cells.</exception>
    public string[,]? HoverTexts { get; init => field = Fitting(value, nameof(HoverTexts)); }

    /// <summary>Which cells [row, column] are faded: their colour says something, and not much; none where it is null.</summary>
    /// <exception cref="ArgumentException">There are not as many as cells.</exception>
    public bool[,]? Faded { get; init => field = Fitting(value, nameof(Faded)); }

    /// <summary>Whether a cell is faded.</summary>
    internal bool IsFaded(int row, int column) => Faded is { } faded && faded[row, column];

    /// <summary>Whether there are so many columns that a sentence of tokens has to be written closely to fit on a page without scrolling.</summary>
    internal bool IsClose => Cells.Columns.Count >= 11;

    /// <summary>How many characters of a cell's text are shown.</summary>
    internal int CellTextLength(int ofFewColumns) => IsClose ? 7 : ofFewColumns;

    internal ColourRange Range => ColourRange.Of(Cells.ToArray().Cast<double>(), Scale, Least, Most);

    T[,]? Fitting<T>(T[,]? entries, string name)
    {
        if (entries is not null && (entries.GetLength(0) != Cells.Rows.Count || entries.GetLength(1) != Cells.Columns.Count))
            throw new ArgumentException($"{name} has {entries.GetLength(0)} by {entries.GetLength(1)} entries; the table has {Cells.Rows.Count} by {Cells.Columns.Count} cells.", name);
        return (T[,]?)entries?.Clone();
    }
}
