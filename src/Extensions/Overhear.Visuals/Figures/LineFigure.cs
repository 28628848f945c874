namespace Overhear;

/// <summary>Curves over a common axis.</summary>
public sealed record LineFigure : Figure
{
    /// <summary>Shows curves.</summary>
    /// <param name="title">The title.</param>
    /// <param name="series">The curves.</param>
    /// <exception cref="ArgumentException">There is no curve.</exception>
    public LineFigure(string title, IEnumerable<LineSeries> series) : base(title)
    {
        Series = [.. series];
        if (Series.Count == 0)
            throw new ArgumentException("A figure of lines needs at least one curve; none was given.", nameof(series));
    }

    /// <summary>The curves.</summary>
    public IReadOnlyList<LineSeries> Series { get; }

    /// <summary>What the horizontal axis is.</summary>
    public string XTitle { get; init; } = "";

    /// <summary>What the vertical axis is.</summary>
    public string YTitle { get; init; } = "";

    /// <summary>The unit of the horizontal axis; empty for none.</summary>
    public string XUnit { get; init; } = "";

    /// <summary>The unit of the vertical axis; empty for none.</summary>
    public string YUnit { get; init; } = "";

    /// <summary>Names for x = 0, 1, 2 and so on, for instance of layers or tokens; empty where x is a quantity.</summary>
    /// <exception cref="ArgumentException">A point lies at an x that has no name.</exception>
    public IReadOnlyList<string> XLabels
    {
        get;
        init
        {
            double[] nameless = [.. Series.SelectMany(series => series.X).Distinct().Where(x => value.Count > 0 && (x != Math.Truncate(x) || x < 0 || x >= value.Count))];
            if (nameless.Length > 0)
                throw new ArgumentException($"{value.Count} names are for x = 0 to {value.Count - 1}; there are points at x = {string.Join(", ", nameless.Take(10))}.", nameof(XLabels));
            field = value;
        }
    } = [];

    /// <summary>Straight lines to compare with.</summary>
    public IReadOnlyList<ReferenceLine> References { get; init; } = [];
}
