namespace Overhear;

/// <summary>Random tokens, once and then again.</summary>
/// <param name="Ids">All token ids, with what was put in front of them.</param>
/// <param name="Start">Where the random tokens begin: 1 after BOS, else 0.</param>
/// <param name="Period">How many tokens are repeated: from <c>Start + Period</c> on, each is what stood <c>Period</c> places before.</param>
public sealed record RepeatedSequence(IReadOnlyList<int> Ids, int Start, int Period)
{
    /// <summary>Whether the token at a position follows from those before it: in the second round and after, but for its first token.</summary>
    public bool IsPredictable(int position) => position > Start + Period && position < Ids.Count;
}
