using System.Numerics;

namespace Overhear;

/// <summary>
/// The sign-flip permutation test (Fisher 1935, The Design of Experiments, section 21). Null hypothesis: each prompt's number is
/// as likely to have come out with the other sign, so their mean is 0.
/// </summary>
/// <remarks>Two-sided. Numbers that are exactly 0 say nothing for or against, and only zeros give 1.</remarks>
public static class SignFlip
{
    /// <summary>How many flips are drawn unless said otherwise: the smallest p is then 1 in 10,000.</summary>
    public const int Draws = 9999;

    /// <summary>The share of ways to flip the signs whose mean is at least as far from 0 as the mean that was found.</summary>
    /// <param name="values">A number for each prompt.</param>
    /// <param name="seed">Any number; the same flips the same prompts, whatever their numbers are, so that a table's tests keep their dependence.</param>
    /// <param name="draws">How many ways are drawn where there are more than that; else all are taken. With d draws p is (1 + hits) / (1 + d) (Phipson and Smyth 2010, arXiv:1603.05766).</param>
    /// <exception cref="ArgumentException">There is no number, one is not finite, or no draw is asked for.</exception>
    public static double P(IEnumerable<double> values, long seed = 0, int draws = Draws)
    {
        double[] given = [.. values];
        SampleChecks.Require(given, "values");
        if (draws < 1) throw new ArgumentOutOfRangeException(nameof(draws), draws, "At least one draw is needed.");
        double[] sizes = [.. given.Where(v => v != 0)];
        if (sizes.Length == 0) return 1;
        // Sums of the same numbers in another order differ by rounding; they are as far from 0 as each other.
        var least = Math.Abs(sizes.Sum()) - 1e-12 * sizes.Sum(Math.Abs);
        return sizes.Length < 31 && 1 << (sizes.Length - 1) <= draws ? Exact(sizes, least) : Drawn(given, least, seed, draws);
    }

    /// <summary>Over all ways, each one prompt away from the one before it (a Gray code); the first prompt keeps its sign, as flipping all changes no distance from 0.</summary>
    static double Exact(double[] values, double least)
    {
        var (sum, hits, ways) = (values.Sum(), 1, 1 << (values.Length - 1));
        double[] signed = [.. values];
        for (var way = 1; way < ways; way++)
        {
            var at = 1 + BitOperations.TrailingZeroCount(way);
            sum -= 2 * signed[at];
            signed[at] = -signed[at];
            if (Math.Abs(sum) >= least) hits++;
        }
        return (double)hits / ways;
    }

    static double Drawn(double[] values, double least, long seed, int draws)
    {
        var (random, hits) = (new SeededRandom(seed), 0);
        for (var draw = 0; draw < draws; draw++)
        {
            var (sum, bits) = (0.0, 0UL);
            for (var i = 0; i < values.Length; i++, bits >>= 1)
            {
                if (i % 64 == 0) bits = random.NextBits();
                sum += (bits & 1) == 0 ? values[i] : -values[i];
            }
            if (Math.Abs(sum) >= least) hits++;
        }
        return (1.0 + hits) / (1.0 + draws);
    }
}
