namespace Overhear;

/// <summary>Statistics of a sample.</summary>
static class SampleStatistics
{
    /// <summary>The standard error of the mean: the deviation with n − 1, over √n; NaN for a single number.</summary>
    public static double StandardError(IReadOnlyList<double> values)
    {
        if (values.Count < 2) return double.NaN;
        var mean = values.Average();
        return Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / (values.Count - 1) / values.Count);
    }
}
