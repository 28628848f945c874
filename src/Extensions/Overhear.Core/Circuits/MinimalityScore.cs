namespace Overhear;

/// <summary>What one head of a circuit adds where a part of the circuit is gone. Plain data.</summary>
/// <param name="Head">The head, v.</param>
/// <param name="Part">What was taken away, in words: nothing, the rest of its role, another role, all others.</param>
/// <param name="Without">The part, K.</param>
/// <param name="Before">The logit difference of the circuit without that part, F(C \ K), on the second half of the prompts.</param>
/// <param name="After">The same without the head too, F(C \ (K ∪ {v})).</param>
/// <param name="Share">The size of the mean change over the model's mean logit difference on the same prompts.</param>
public sealed record MinimalityScore(CircuitHead Head, string Part, IReadOnlyList<CircuitHead> Without, PromptValues Before, PromptValues After, double Share)
{
    /// <summary>F(C \ (K ∪ {v})) − F(C \ K), in logits, prompt by prompt: below 0 where the head serves the answer.</summary>
    public PromptValues Change => After.Minus(Before).As("change of the circuit's logit difference without the head", LogitDifference.Unit, After.Record);

    /// <summary>The head, the part and the share.</summary>
    public override string ToString() => FormattableString.Invariant($"{Head}: {100 * Share:0.#} % without {Part}");
}
