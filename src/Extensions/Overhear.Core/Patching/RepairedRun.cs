namespace Overhear;

/// <summary>What a model answers with the attention of some heads set. Plain data.</summary>
/// <param name="Name">Whose attention was set.</param>
/// <param name="Heads">The heads; none for the model as it is.</param>
/// <param name="Correct">1 for each prompt whose answer is the most probable token of the whole vocabulary, 0 for the others: its mean is the accuracy.</param>
/// <param name="NewMistakes">How many prompts the model answers right as it is, and wrong now.</param>
/// <param name="Attribution">What each head writes of the logit difference, in logits (<see cref="DirectLogitAttribution"/>).</param>
/// <param name="ToRight">The attention of each head from the last token to the right answer, 0 to 1.</param>
/// <param name="ToWrong">The same to the wrong answers, summed.</param>
public sealed record RepairedRun(string Name, IReadOnlyList<HeadId> Heads, PromptValues Correct, int NewMistakes, HeadEffects Attribution, HeadEffects ToRight, HeadEffects ToWrong)
{
    /// <summary>The share of prompts that are answered right, 0 to 1.</summary>
    public double Accuracy => Correct.Mean;

    /// <summary>The name and the accuracy.</summary>
    public override string ToString() => FormattableString.Invariant($"{Name}: {100 * Accuracy:0.#} % of {Correct.Values.Count} prompts, {NewMistakes} new mistakes");
}
