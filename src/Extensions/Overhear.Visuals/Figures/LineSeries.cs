namespace Overhear;

/// <summary>One curve of a <see cref="LineFigure"/>.</summary>
public sealed record LineSeries
{
    /// <summary>A curve through given points.</summary>
    /// <param name="name">Its name in the legend.</param>
    /// <param name="x">Where the points lie on the horizontal axis.</param>
    /// <param name="y">Their heights; one that is not finite interrupts the curve.</param>
    /// <exception cref="ArgumentException">There is no point, or x and y are not equally many, or an x is not finite.</exception>
    public LineSeries(string name, IEnumerable<double> x, IEnumerable<double> y)
    {
        (Name, X, Y) = (name, [.. x], [.. y]);
        List<string> problems = [];
        if (X.Count != Y.Count)
            problems.Add($"it has {X.Count} values of x and {Y.Count} of y, and needs equally many");
        if (X.Count == 0)
            problems.Add("it has no point, and needs at least one");
        for (var i = 0; i < X.Count; i++)
            if (!double.IsFinite(X[i]))
                problems.Add($"the x of point {i} is {X[i]}; only a y may be missing");
        if (problems.Count > 0)
            throw new ArgumentException($"The curve '{name}' cannot be drawn: {string.Join("; ", problems)}.");
    }

    /// <summary>Its name in the legend.</summary>
    public string Name { get; }

    /// <summary>Where the points lie on the horizontal axis.</summary>
    public IReadOnlyList<double> X { get; }

    /// <summary>The points' heights.</summary>
    public IReadOnlyList<double> Y { get; }

    /// <summary>A curve through points at x = 0, 1, 2 and so on.</summary>
    /// <param name="name">Its name in the legend.</param>
    /// <param name="y">The points' heights.</param>
    /// <exception cref="ArgumentException">There is no point.</exception>
    public static LineSeries Of(string name, IEnumerable<double> y)
    {
        double[] heights = [.. y];
        return new LineSeries(name, Enumerable.Range(0, heights.Length).Select(i => (double)i), heights);
    }
}
