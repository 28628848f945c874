namespace Overhear;

/// <summary>A group of points of a <see cref="ScatterFigure"/>, in two or in three dimensions.</summary>
public sealed record ScatterSeries
{
    /// <summary>A group of points.</summary>
    /// <param name="name">Its name in the legend.</param>
    /// <param name="x">Where the points lie on the first axis.</param>
    /// <param name="y">Where they lie on the second.</param>
    /// <param name="z">Where they lie on the third; left out in two dimensions.</param>
    /// <param name="labels">A text for each point, shown when the pointer is on it; none where it is left out.</param>
    /// <exception cref="ArgumentException">There is no point, or x, y, z and labels are not equally many.</exception>
    public ScatterSeries(string name, IEnumerable<double> x, IEnumerable<double> y, IEnumerable<double>? z = null, IEnumerable<string>? labels = null)
    {
        (Name, X, Y, Z, Labels) = (name, [.. x], [.. y], [.. z ?? []], [.. labels ?? []]);
        List<string> problems = [];
        if (X.Count == 0)
            problems.Add("it has no point, and needs at least one");
        if (Y.Count != X.Count)
            problems.Add($"it has {X.Count} values of x and {Y.Count} of y, and needs equally many");
        if (z is not null && Z.Count != X.Count)
            problems.Add($"it has {X.Count} values of x and {Z.Count} of z, and needs equally many");
        if (labels is not null && Labels.Count != X.Count)
            problems.Add($"it has {X.Count} points and {Labels.Count} labels; give one label a point, or none at all");
        if (problems.Count > 0)
            throw new ArgumentException($"The points '{name}' cannot be drawn: {string.Join("; ", problems)}.");
    }

    /// <summary>Its name in the legend.</summary>
    public string Name { get; }

    /// <summary>Where the points lie on the first axis. A point with a number that is not finite is left out.</summary>
    public IReadOnlyList<double> X { get; }

    /// <summary>Where the points lie on the second axis.</summary>
    public IReadOnlyList<double> Y { get; }

    /// <summary>Where the points lie on the third axis; empty in two dimensions.</summary>
    public IReadOnlyList<double> Z { get; }

    /// <summary>A text for each point; empty where there are none.</summary>
    public IReadOnlyList<string> Labels { get; }

    /// <summary>Whether all numbers of a point are finite.</summary>
    internal bool Has(int point) => double.IsFinite(X[point]) && double.IsFinite(Y[point]) && (Z.Count == 0 || double.IsFinite(Z[point]));

    /// <summary>The points whose numbers are all finite.</summary>
    internal IEnumerable<int> Points => Enumerable.Range(0, X.Count).Where(Has);
}
