namespace Overhear;

/// <summary>How <see cref="HeadOverlap"/> counts.</summary>
public sealed record HeadOverlapOptions
{
    /// <summary>The shares of all heads that are taken as most important in a stage, in percent: 2 is the paper's.</summary>
    public IReadOnlyList<double> Thresholds { get; init; } = [1, 2, 5, 10];

    /// <summary>How many relabellings of the heads each p is drawn from.</summary>
    public int Draws { get; init; } = SignFlip.Draws;

    /// <summary>How many resamples of the prompts the intervals are drawn from; at least 99.</summary>
    public int Resamples { get; init; } = 999;

    /// <summary>The share of intervals that hold what more such prompts would give, between 0 and 1.</summary>
    public double Level { get; init; } = .95;

    /// <summary>Any number; the same gives the same numbers.</summary>
    public long Seed { get; init; }
}
