namespace Overhear;

/// <summary>Where the true value lies, with a stated confidence. Plain data.</summary>
/// <param name="Low">The lower end; −∞ where there are too few prompts to say.</param>
/// <param name="High">The upper end; ∞ where there are too few prompts to say.</param>
/// <param name="Level">The share of such intervals that hold the true value, between 0 and 1.</param>
public sealed record ConfidenceInterval(double Low, double High, double Level)
{
    /// <summary>Whether a value lies in it, its ends included.</summary>
    public bool Contains(double value) => Low <= value && value <= High;

    /// <summary>Both ends in brackets, with the level.</summary>
    public override string ToString() => FormattableString.Invariant($"[{Low:0.####}, {High:0.####}] ({100 * Level:0.##} %)");
}
