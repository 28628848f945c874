namespace Overhear;

/// <summary>Spearman's rank correlation (1904, The Proof and Measurement of Association between Two Things).</summary>
public static class RankCorrelation
{
    /// <summary>ρ, −1 to 1: the correlation of the ranks, equal numbers sharing their mean rank. NaN where all numbers of a side are equal.</summary>
    /// <param name="first">Numbers.</param>
    /// <param name="second">As many others, one for each of the same things.</param>
    /// <exception cref="ArgumentException">They are not as many, fewer than two, or one is not finite.</exception>
    public static double Spearman(IEnumerable<double> first, IEnumerable<double> second)
    {
        var (a, b) = Checked(first, second);
        return Correlation(Ranks(a), Ranks(b));
    }

    /// <summary>The correlation of the numbers themselves, −1 to 1 (Pearson's). NaN where all numbers of a side are equal.</summary>
    /// <param name="first">Numbers.</param>
    /// <param name="second">As many others, one for each of the same things.</param>
    /// <exception cref="ArgumentException">They are not as many, fewer than two, or one is not finite.</exception>
    public static double Pearson(IEnumerable<double> first, IEnumerable<double> second)
    {
        var (a, b) = Checked(first, second);
        return Correlation(a, b);
    }

    /// <summary>
    /// The two-sided p of ρ. Null hypothesis: which of the second numbers belongs to which of the first is by chance; so pairs are drawn
    /// anew. NaN where ρ is.
    /// </summary>
    /// <param name="first">Numbers.</param>
    /// <param name="second">As many others, one for each of the same things.</param>
    /// <param name="seed">Any number; the same gives the same p.</param>
    /// <param name="draws">How many pairings are drawn; p is (1 + hits) / (1 + draws).</param>
    /// <exception cref="ArgumentException">They are not as many, fewer than two, one is not finite, or no draw is asked for.</exception>
    public static double SpearmanP(IEnumerable<double> first, IEnumerable<double> second, long seed = 0, int draws = SignFlip.Draws)
    {
        if (draws < 1) throw new ArgumentOutOfRangeException(nameof(draws), draws, "At least one draw is needed.");
        var (x, y) = Checked(first, second);
        double[] a = Ranks(x), b = Ranks(y);
        var found = Math.Abs(Correlation(a, b));
        if (double.IsNaN(found)) return double.NaN;
        var random = new SeededRandom(seed);
        var hits = Enumerable.Range(0, draws).Count(_ => Math.Abs(Correlation(a, random.Shuffle(b))) >= found - 1e-12);
        return (1.0 + hits) / (1.0 + draws);
    }

    static (double[] First, double[] Second) Checked(IEnumerable<double> first, IEnumerable<double> second)
    {
        double[] a = [.. first], b = [.. second];
        if (a.Length != b.Length || a.Length < 2) throw new ArgumentException($"There are {a.Length} and {b.Length} numbers; as many of each are needed, and at least 2.");
        SampleChecks.Require(a, "first numbers");
        SampleChecks.Require(b, "second numbers");
        return (a, b);
    }

    /// <summary>Ranks from 1 on: equal numbers get the mean of the ranks that they fill.</summary>
    static double[] Ranks(double[] values)
    {
        var (ranks, rank) = (new double[values.Length], 1);
        foreach (var equal in Enumerable.Range(0, values.Length).GroupBy(i => values[i]).OrderBy(group => group.Key))
        {
            var count = equal.Count();
            foreach (var at in equal) ranks[at] = rank + (count - 1) / 2.0;
            rank += count;
        }
        return ranks;
    }

    static double Correlation(IReadOnlyList<double> a, IReadOnlyList<double> b)
    {
        var (middleA, middleB) = (a.Average(), b.Average());
        double ab = 0, aa = 0, bb = 0;
        for (var i = 0; i < a.Count; i++)
        {
            var (x, y) = (a[i] - middleA, b[i] - middleB);
            (ab, aa, bb) = (ab + x * y, aa + x * x, bb + y * y);
        }
        return ab / Math.Sqrt(aa * bb);
    }
}
