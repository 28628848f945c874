namespace Overhear;

/// <summary>What one head of a circuit adds where a part of the circuit is gone. Plain data.</summary>
/// <param name="Head">The head, v.</param>
/// <param name="Part">What was taken away, in words: nothing, the rest of its role, another role, all others.</param>
/// <param name="Without">The part, K.</param>
/// <param name="Change">F(C \ (K ∪ {v})) − F(C \ K), in logits, on the second half of the prompts: below 0 where the head serves the answer.</param>
/// <param name="Share">The size of its mean over the model's mean logit difference on the same prompts.</param>
public sealed record MinimalityScore(CircuitHead Head, string Part, IReadOnlyList<CircuitHead> Without, PromptValues Change, double Share)
{
    /// <summary>The head, the part and the share.</summary>
    public override string ToString() => FormattableString.Invariant($"{Head}: {100 * Share:0.#} % without {Part}");
}
