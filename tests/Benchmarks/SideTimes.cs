namespace Overhear.Benchmarks;

/// <summary>The times of one side, in seconds, each already scaled to all of its units.</summary>
/// <param name="Name">What was timed.</param>
/// <param name="Seconds">One for each repetition.</param>
/// <param name="UnitsRun">How many of its units were run each time.</param>
/// <param name="Units">How many there are.</param>
sealed record SideTimes(string Name, IReadOnlyList<double> Seconds, int UnitsRun, int Units)
{
    /// <summary>The least disturbed repetition.</summary>
    public double Best => Seconds.Min();

    public double Median => Seconds.Order().ElementAt(Seconds.Count / 2);

    public override string ToString() => FormattableString.Invariant($"{Name}: best {Best:0.0000} s, median {Median:0.0000} s of {Seconds.Count}")
        + (UnitsRun < Units ? $"; a seeded share of {UnitsRun} of {Units}, scaled" : "");
}
