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

    /// <summary>The lower edge of the band around the curve, one number a point; empty where there is none.</summary>
    public IReadOnlyList<double> Lower { get; private init; } = [];

    /// <summary>The upper edge of the band around the curve, one number a point; empty where there is none.</summary>
    public IReadOnlyList<double> Upper { get; private init; } = [];

    /// <summary>The same curve with a band around it, for instance an interval or the spread of seeds.</summary>
    /// <param name="lower">The band's lower edge, one number a point; one that is not finite interrupts the band.</param>
    /// <param name="upper">The band's upper edge, one number a point.</param>
    /// <exception cref="ArgumentException">The edges are not as many as the points, or the lower one lies above the upper.</exception>
    public LineSeries WithBand(IEnumerable<double> lower, IEnumerable<double> upper)
    {
        double[] low = [.. lower], high = [.. upper];
        List<string> problems = [];
        if (low.Length != X.Count || high.Length != X.Count)
            problems.Add($"there are {X.Count} points, {low.Length} lower and {high.Length} upper numbers, and all must be equally many");
        else
            foreach (var i in Enumerable.Range(0, low.Length).Where(i => low[i] > high[i]))
                problems.Add($"at point {i} the lower number {low[i]} is more than the upper {high[i]}");
        return problems.Count == 0
            ? this with { Lower = low, Upper = high }
            : throw new ArgumentException($"The band of '{Name}' cannot be drawn: {string.Join("; ", problems)}.");
    }

    /// <summary>The same curve with a band of half-lengths around it, for instance of standard errors.</summary>
    /// <param name="errors">The band's half-width at each point, in the unit of y; not less than 0.</param>
    /// <exception cref="ArgumentException">The errors are not as many as the points, or one is less than 0.</exception>
    public LineSeries WithErrors(IEnumerable<double> errors)
    {
        double[] all = [.. errors];
        if (all.Length != Y.Count)
            throw new ArgumentException($"The band of '{Name}' cannot be drawn: there are {Y.Count} points and {all.Length} errors, and both must be equally many.", nameof(errors));
        return WithBand(Y.Zip(all, (y, error) => y - error), Y.Zip(all, (y, error) => y + error));
    }

    /// <summary>A curve through points at x = 0, 1, 2 and so on.</summary>
    /// <param name="name">Its name in the legend.</param>
    /// <param name="y">The points' heights.</param>
    /// <exception cref="ArgumentException">There is no point.</exception>
    public static LineSeries Of(string name, IEnumerable<double> y)
    {
        double[] heights = [.. y];
        return new LineSeries(name, Enumerable.Range(0, heights.Length).Select(i => (double)i), heights);
    }

    /// <summary>The points at which the band has both edges, in runs without a gap.</summary>
    internal IReadOnlyList<IReadOnlyList<int>> BandRuns() => Runs([.. Lower.Zip(Upper, (low, high) => double.IsFinite(low) && double.IsFinite(high) ? 0 : double.NaN)]);

    /// <summary>The indices of numbers that are finite, in runs without a gap.</summary>
    internal static IReadOnlyList<IReadOnlyList<int>> Runs(IReadOnlyList<double> numbers)
    {
        List<List<int>> runs = [];
        for (var i = 0; i < numbers.Count; i++)
        {
            if (!double.IsFinite(numbers[i])) continue;
            if (i == 0 || !double.IsFinite(numbers[i - 1])) runs.Add([]);
            runs[^1].Add(i);
        }
        return runs;
    }
}
