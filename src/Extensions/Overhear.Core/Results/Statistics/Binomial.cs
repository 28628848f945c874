namespace Overhear;

/// <summary>Bounds of a share that was seen in so many of so many draws.</summary>
static class Binomial
{
    /// <summary>The largest share under which as few hits or fewer come up with a chance of at least 1 − level (Clopper and Pearson 1934); 1 where nothing was drawn.</summary>
    public static double UpperBound(int hits, int draws, double level)
    {
        if (draws == 0 || hits >= draws) return 1;
        double low = 0, high = 1;
        for (var i = 0; i < 60; i++)
        {
            var middle = (low + high) / 2;
            if (AtMost(hits, draws, middle) > 1 - level) low = middle;
            else high = middle;
        }
        return high;
    }

    /// <summary>The chance of so many hits or fewer.</summary>
    static double AtMost(int hits, int draws, double share)
    {
        double sum = 0, term = Math.Pow(1 - share, draws);
        for (var k = 0; k <= hits; k++)
        {
            sum += term;
            term *= (double)(draws - k) / (k + 1) * share / (1 - share);
        }
        return sum;
    }
}
