namespace Overhear;

/// <summary>Points in two or three dimensions, for instance tokens in a subspace or two scores of each head.</summary>
public sealed record ScatterFigure : Figure
{
    /// <summary>Shows points.</summary>
    /// <param name="title">The title.</param>
    /// <param name="series">The groups of points, all in two dimensions or all in three.</param>
    /// <exception cref="ArgumentException">There is no group, or some have a third dimension and some have not.</exception>
    public ScatterFigure(string title, IEnumerable<ScatterSeries> series) : base(title)
    {
        Series = [.. series];
        if (Series.Count == 0)
            throw new ArgumentException("A figure of points needs at least one group of them; none was given.", nameof(series));
        var deep = Series.Where(group => group.Z.Count > 0).Select(group => group.Name).ToList();
        if (deep.Count > 0 && deep.Count < Series.Count)
            throw new ArgumentException($"All points have to have as many dimensions: {string.Join(", ", deep.Select(name => $"'{name}'"))} have three, the others two.", nameof(series));
    }

    /// <summary>The groups of points.</summary>
    public IReadOnlyList<ScatterSeries> Series { get; }

    /// <summary>What the first axis is, its unit in brackets.</summary>
    public string XTitle { get; init; } = "";

    /// <summary>What the second axis is, its unit in brackets.</summary>
    public string YTitle { get; init; } = "";

    /// <summary>What the third axis is, its unit in brackets; unused in two dimensions.</summary>
    public string ZTitle { get; init; } = "";

    /// <summary>Whether the points' labels stand beside them; otherwise the pointer shows them.</summary>
    public bool ShowLabels { get; init; }

    /// <summary>Straight lines to compare with, in two dimensions.</summary>
    public IReadOnlyList<ReferenceLine> References { get; init; } = [];

    /// <summary>Whether the line on which both axes have the same number, y = x, is drawn, in two dimensions; both axes then span the same numbers.</summary>
    public bool ShowEquals { get; init; }

    /// <summary>Whether the points have three dimensions.</summary>
    public bool IsSpatial => Series[0].Z.Count > 0;

    /// <summary>Both ends of the line of equals: the least and the largest number of either axis. Empty where it is not drawn.</summary>
    internal IReadOnlyList<double> EndsOfEquals
    {
        get
        {
            var all = ShowEquals && !IsSpatial ? Series.SelectMany(group => group.X.Concat(group.Y)).Where(double.IsFinite).ToList() : [];
            return all.Count == 0 ? [] : [all.Min(), all.Max()];
        }
    }
}
