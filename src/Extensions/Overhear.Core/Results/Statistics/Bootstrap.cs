namespace Overhear;

/// <summary>Intervals by resampling prompts with replacement (Efron and Tibshirani 1993, An Introduction to the Bootstrap, section 12.5).</summary>
/// <remarks>
/// Studentised: what is resampled is (mean* − mean) / standard error*, whose quantiles times the standard error are taken off the mean. The
/// percentile interval is too narrow for a few dozen prompts, by the t distribution and by the resamples' smaller spread; this one is made to
/// hold the true mean about as often as it says (tests: 92 to 97 % at 95 %, with 64 prompts). The same seed and number of prompts give the same resamples, so that intervals of a table are
/// of the same draws. Where a few prompts could all be one and the same in a resample (fewer than 5, or all but a few of them equal), an end is infinite: they do not say.
/// </remarks>
public static class Bootstrap
{
    /// <summary>How many resamples are drawn unless said otherwise: with one more their quantiles at 2.5 % fall on a resample.</summary>
    public const int Resamples = 1999;

    /// <summary>The interval of a mean over prompts.</summary>
    /// <param name="values">A number for each prompt.</param>
    /// <param name="level">The share of such intervals that hold the true mean, between 0 and 1.</param>
    /// <param name="resamples">How many resamples are drawn; at least 99.</param>
    /// <param name="seed">Any number; the same gives the same interval.</param>
    /// <exception cref="ArgumentException">There is no number, one is not finite, or the level or the resamples are out of bounds.</exception>
    public static ConfidenceInterval Interval(IEnumerable<double> values, double level = .95, int resamples = Resamples, long seed = 0)
    {
        double[] given = [.. values];
        return Studentised(given, [.. Enumerable.Repeat(1.0, given.Length)], level, resamples, seed);
    }

    /// <summary>The interval of mean over mean, whose prompts are drawn together: for instance of changes in percent of the clean mean.</summary>
    /// <param name="numerators">A number for each prompt.</param>
    /// <param name="denominators">Another one for each of the same prompts; their mean is not 0.</param>
    /// <param name="level">The share of such intervals that hold the true ratio, between 0 and 1.</param>
    /// <param name="resamples">How many resamples are drawn; at least 99.</param>
    /// <param name="seed">Any number; the same gives the same interval.</param>
    /// <remarks>The standard error is that of a ratio of means to first order (Cochran 1977, Sampling Techniques, section 2.11).</remarks>
    /// <exception cref="ArgumentException">There is no number, they are not as many, one is not finite, the denominators' mean is 0, or the level or the resamples are out of bounds.</exception>
    public static ConfidenceInterval RatioInterval(IEnumerable<double> numerators, IEnumerable<double> denominators, double level = .95, int resamples = Resamples, long seed = 0)
    {
        double[] above = [.. numerators], below = [.. denominators];
        if (above.Length != below.Length) throw new ArgumentException($"There are {above.Length} numerators and {below.Length} denominators; give one of each for every prompt.", nameof(denominators));
        if (below.Length > 0 && below.Sum() == 0) throw new ArgumentException("The mean of the denominators is 0, and nothing is a share of it.", nameof(denominators));
        return Studentised(above, below, level, resamples, seed);
    }

    static ConfidenceInterval Studentised(double[] above, double[] below, double level, int resamples, long seed)
    {
        SampleChecks.Require(above, "values");
        SampleChecks.Require(below, "denominators");
        if (level is not (> 0 and < 1)) throw new ArgumentOutOfRangeException(nameof(level), level, "A level lies between 0 and 1, both excluded: .95 is usual.");
        if (resamples < 99) throw new ArgumentOutOfRangeException(nameof(resamples), resamples, "At least 99 resamples are needed for the quantiles to mean something.");
        if (above.Length == 1) return new ConfidenceInterval(double.NegativeInfinity, double.PositiveInfinity, level);
        var ratio = above.Sum() / below.Sum();
        // A prompt counts by what it adds to numerator − ratio · denominator, which sums to 0 over the sample.
        double[] excess = [.. above.Zip(below, (a, b) => a - ratio * b)];
        var error = Error(excess.Sum(e => e * e), below.Sum(), above.Length);
        var rounding = 1e-12 * (above.Max(Math.Abs) / Math.Abs(below.Sum()) * above.Length + Math.Abs(ratio));
        if (error <= rounding) return new ConfidenceInterval(ratio, ratio, level);

        var random = new SeededRandom(seed);
        var t = new double[resamples];
        for (var i = 0; i < resamples; i++) t[i] = Resample(excess, below, random, rounding);
        Array.Sort(t);
        return new ConfidenceInterval(ratio - Quantile(t, (1 + level) / 2) * error, ratio - Quantile(t, (1 - level) / 2) * error, level);
    }

    /// <summary>How many of its own standard errors a resample's ratio lies above the sample's.</summary>
    static double Resample(double[] excess, double[] below, SeededRandom random, double rounding)
    {
        double sumE = 0, sumB = 0, sumEE = 0, sumEB = 0, sumBB = 0;
        for (var i = 0; i < excess.Length; i++)
        {
            var at = random.Next(excess.Length);
            var (e, b) = (excess[at], below[at]);
            (sumE, sumB, sumEE, sumEB, sumBB) = (sumE + e, sumB + b, sumEE + e * e, sumEB + e * b, sumBB + b * b);
        }
        var shift = sumE / sumB;
        var error = Error(Math.Max(0, sumEE - 2 * shift * sumEB + shift * shift * sumBB), sumB, excess.Length);
        if (error > rounding) return shift / error;
        return Math.Abs(shift) <= rounding ? 0 : shift > 0 ? double.PositiveInfinity : double.NegativeInfinity; // one prompt again and again
    }

    static double Error(double squares, double denominators, int count) => Math.Sqrt(squares * count / (count - 1)) / Math.Abs(denominators);

    static double Quantile(double[] sorted, double share) => sorted[Math.Clamp((int)Math.Round(share * (sorted.Length + 1)) - 1, 0, sorted.Length - 1)];
}
