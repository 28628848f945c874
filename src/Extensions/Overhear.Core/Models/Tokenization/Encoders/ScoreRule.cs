namespace Overhear;

/// <summary>SentencePiece's order of merges: whatever two neighbours spell together, if it is a piece, by the piece's score.</summary>
/// <param name="text">The text that the symbols are of.</param>
/// <param name="pieces">What text can become.</param>
readonly ref struct ScoreRule(ReadOnlySpan<char> text, ScoredPieces pieces) : IMergeRule
{
    readonly ReadOnlySpan<char> text = text;

    public bool TryMerge(in MergeSymbol left, in MergeSymbol right, out int rank, out int id)
    {
        (rank, id) = (0, 0);
        return !left.Frozen && !right.Frozen && pieces.TryFind(text.Slice(left.Start, left.Length + right.Length), out rank, out id);
    }
}
