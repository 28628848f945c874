namespace Overhear;

/// <summary>How much attention a head pays to places of one kind.</summary>
/// <param name="Head">The head.</param>
/// <param name="Values">Its mean attention in each sequence, 0 to 1.</param>
public sealed record HeadScore(HeadId Head, IReadOnlyList<double> Values)
{
    /// <summary>The mean over the sequences.</summary>
    public double Mean => Values.Average();

    /// <summary>The standard error of that mean; NaN for a single sequence.</summary>
    public double StandardError => SampleStatistics.StandardError(Values);

    /// <summary>The head and its score.</summary>
    public override string ToString() => FormattableString.Invariant($"{Head}: {Mean:0.000}");
}
