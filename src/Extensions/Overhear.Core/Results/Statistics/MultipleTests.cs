namespace Overhear;

/// <summary>Corrects p-values for how many tests there are. A corrected one below the level is a find at that level.</summary>
public static class MultipleTests
{
    /// <summary>By Holm (1979, A Simple Sequentially Rejective Multiple Test Procedure): the chance of any false find is at most the level, whatever the tests have to do with each other.</summary>
    /// <param name="p">The p-values, each 0 to 1.</param>
    /// <returns>The corrected ones, in their order.</returns>
    /// <exception cref="ArgumentException">One is not between 0 and 1.</exception>
    public static IReadOnlyList<double> Holm(IReadOnlyList<double> p)
    {
        var (corrected, most) = (new double[p.Count], 0.0);
        foreach (var (rank, at) in Ascending(p).Index())
        {
            most = Math.Max(most, Math.Min(1, (p.Count - rank) * p[at]));
            corrected[at] = most;
        }
        return corrected;
    }

    /// <summary>By Benjamini and Hochberg (1995, Controlling the False Discovery Rate): the expected share of false finds among all finds is at most the level, for tests that are independent or depend on each other positively.</summary>
    /// <param name="p">The p-values, each 0 to 1.</param>
    /// <returns>The corrected ones, in their order.</returns>
    /// <exception cref="ArgumentException">One is not between 0 and 1.</exception>
    public static IReadOnlyList<double> BenjaminiHochberg(IReadOnlyList<double> p)
    {
        var (corrected, least) = (new double[p.Count], 1.0);
        foreach (var (rank, at) in Ascending(p).Index().Reverse())
        {
            least = Math.Min(least, p[at] * p.Count / (rank + 1));
            corrected[at] = least;
        }
        return corrected;
    }

    /// <summary>By either, or not at all.</summary>
    /// <param name="p">The p-values, each 0 to 1.</param>
    /// <param name="correction">By which.</param>
    /// <returns>The corrected ones, in their order.</returns>
    /// <exception cref="ArgumentException">One is not between 0 and 1.</exception>
    public static IReadOnlyList<double> Correct(IReadOnlyList<double> p, Correction correction) => correction switch
    {
        Correction.Holm => Holm(p),
        Correction.BenjaminiHochberg => BenjaminiHochberg(p),
        _ => [.. p],
    };

    static int[] Ascending(IReadOnlyList<double> p)
    {
        for (var i = 0; i < p.Count; i++)
            if (p[i] is not (>= 0 and <= 1)) throw new ArgumentException(FormattableString.Invariant($"p-value {i} is {p[i]}; p-values are 0 to 1."), nameof(p));
        return [.. Enumerable.Range(0, p.Count).OrderBy(i => p[i])];
    }
}
