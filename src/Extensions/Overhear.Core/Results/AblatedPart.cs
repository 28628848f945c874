namespace Overhear;

/// <summary>What is left of the logit difference without one part of a model.</summary>
/// <param name="Layer">Its layer.</param>
/// <param name="Head">The head; null for the layer's MLP.</param>
/// <param name="Values">The logit difference of each prompt without it, in logits.</param>
/// <param name="Change">Euclidean norm of what the knock-out changed in the part's output: 0 where it changed nothing.</param>
public sealed record AblatedPart(int Layer, HeadId? Head, IReadOnlyList<double> Values, double Change)
{
    /// <summary>The mean over the prompts.</summary>
    public double Mean => Values.Average();

    /// <summary>The part and its mean.</summary>
    public override string ToString() => FormattableString.Invariant($"without {(Head is { } head ? $"{head}" : $"MLP {Layer}")}: {Mean:0.000}");
}
