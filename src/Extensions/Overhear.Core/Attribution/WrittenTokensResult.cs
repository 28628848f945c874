namespace Overhear;

/// <summary>The tokens whose logits a head or an MLP raises and lowers most, at one position. Plain data.</summary>
/// <param name="Prompt">The prompt.</param>
/// <param name="Position">The position at which it writes, from 0.</param>
/// <param name="Writer">The part: <c>head 9.6</c>, <c>MLP 3</c>.</param>
/// <param name="Raised">The tokens with the largest logits, largest first.</param>
/// <param name="Lowered">The tokens with the smallest logits, smallest first.</param>
/// <param name="Record">What it was made with.</param>
public sealed record WrittenTokensResult(
    Prompt Prompt, int Position, string Writer, IReadOnlyList<WrittenToken> Raised, IReadOnlyList<WrittenToken> Lowered, RunRecord Record);
