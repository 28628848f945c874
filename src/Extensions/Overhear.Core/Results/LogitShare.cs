namespace Overhear;

/// <summary>What one part of a model adds to the logit difference of each prompt.</summary>
/// <param name="Part">The part, readable: embedding, 3.1 (a head), MLP 4.</param>
/// <param name="Kind">What kind of part it is.</param>
/// <param name="Layer">Its layer; null where it is in none.</param>
/// <param name="Head">The head; null where it is none.</param>
/// <param name="Values">One number a prompt, in logits.</param>
public sealed record LogitShare(string Part, LogitShareKind Kind, int? Layer, HeadId? Head, IReadOnlyList<double> Values)
{
    /// <summary>The mean over the prompts.</summary>
    public double Mean => Values.Average();

    /// <summary>The standard error of that mean: deviation (n − 1) / √n; NaN for a single prompt.</summary>
    public double StandardError => SampleStatistics.StandardError(Values);

    /// <summary>The part and its mean.</summary>
    public override string ToString() => FormattableString.Invariant($"{Part}: {Mean:0.000}");
}
