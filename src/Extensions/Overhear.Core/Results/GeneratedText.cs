namespace Overhear;

/// <summary>A prompt and how a model went on.</summary>
/// <param name="Prompt">The prompt's text.</param>
/// <param name="PromptIds">The prompt's token ids.</param>
/// <param name="NewIds">The ids that were added.</param>
/// <param name="Pieces">What each added id stands for, readable.</param>
/// <param name="LogProbabilities">Natural log of the probability that the model gave each added token, at temperature 1.</param>
/// <param name="Continuation">The added ids as text.</param>
/// <param name="StoppedAt">Why it ended: the token that ends a text, the number of tokens asked for, or the context.</param>
/// <param name="Record">What it was made with.</param>
public sealed record GeneratedText(
    string Prompt, IReadOnlyList<int> PromptIds, IReadOnlyList<int> NewIds, IReadOnlyList<string> Pieces, IReadOnlyList<double> LogProbabilities,
    string Continuation, string StoppedAt, RunRecord Record)
{
    /// <summary>All ids.</summary>
    public IReadOnlyList<int> Ids => [.. PromptIds, .. NewIds];

    /// <summary>The prompt and its continuation.</summary>
    public override string ToString() => Prompt + Continuation;
}
