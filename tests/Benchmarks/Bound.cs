namespace Overhear.Benchmarks;

/// <summary>What a figure shall hold, and in which direction its ratio is taken.</summary>
/// <param name="Limit">The largest or smallest ratio.</param>
/// <param name="IsUpper">True for ours / theirs at most the limit, false for theirs / ours at least the limit.</param>
sealed record Bound(double Limit, bool IsUpper)
{
    /// <summary>Ours / theirs, at most this.</summary>
    public static Bound AtMost(double limit) => new(limit, IsUpper: true);

    /// <summary>Theirs / ours, at least this.</summary>
    public static Bound AtLeast(double limit) => new(limit, IsUpper: false);

    public double Ratio(double ours, double theirs) => IsUpper ? ours / theirs : theirs / ours;

    public bool Holds(double ratio) => IsUpper ? ratio <= Limit : ratio >= Limit;

    public override string ToString() => FormattableString.Invariant($"{(IsUpper ? "at most" : "at least")} {Limit}");
}
