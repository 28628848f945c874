namespace Overhear.Benchmarks;

/// <summary>How far both sides of a benchmark are apart, on what both computed.</summary>
static class Agreement
{
    /// <summary>A line of a benchmark's notes.</summary>
    /// <param name="pairs">Ours, theirs and the plain value.</param>
    public static string Note(IEnumerable<(double Ours, double Theirs, double Plain)> pairs)
    {
        var all = pairs.ToList();
        return FormattableString.Invariant($"both sides agree within {all.Max(pair => Math.Abs(pair.Ours - pair.Theirs)):g2} logits on {all.Count} numbers, the largest effect among them {all.Max(pair => Math.Abs(pair.Theirs - pair.Plain)):g2}");
    }
}
