namespace Overhear;

/// <summary>
/// Cuts text that its tokenizer does not cut, where that changes nothing: before a mark of a space, if no piece of the vocabulary holds
/// the mark behind the character that stands before it. Then no merge crosses the cut, and words can be merged, and remembered, alone.
/// </summary>
sealed class SpaceCutEncoder : IStretchEncoder
{
    readonly IStretchEncoder inner;
    readonly HashSet<char> neverCutBehind = [];
    readonly bool cuts;

    /// <param name="inner">Encodes what is between the cuts.</param>
    /// <param name="pieces">Every piece of the vocabulary.</param>
    public SpaceCutEncoder(IStretchEncoder inner, IEnumerable<string> pieces)
    {
        this.inner = inner;
        foreach (var piece in pieces)
        {
            cuts |= piece is [SentencePieceSpacing.Mark];
            for (var at = piece.IndexOf(SentencePieceSpacing.Mark, Math.Min(1, piece.Length)); at > 0; at = piece.IndexOf(SentencePieceSpacing.Mark, at + 1))
                neverCutBehind.Add(piece[at - 1]);
        }
    }

    public void Encode(ReadOnlySpan<char> stretch, List<TokenSpan> into)
    {
        for (var start = 0; start < stretch.Length;)
        {
            var end = NextCut(stretch, start);
            var first = into.Count;
            inner.Encode(stretch[start..end], into);
            for (var i = first; start > 0 && i < into.Count; i++) into[i] = into[i] with { Start = into[i].Start + start };
            start = end;
        }
    }

    // Without the mark as a piece of its own a run of unknown characters, which becomes one token, could reach across.
    int NextCut(ReadOnlySpan<char> stretch, int start)
    {
        for (var at = start + 1; cuts && at < stretch.Length; at++)
        {
            var next = stretch[at..].IndexOf(SentencePieceSpacing.Mark);
            if (next < 0) break;
            at += next;
            if (!neverCutBehind.Contains(stretch[at - 1])) return at;
        }
        return stretch.Length;
    }
}
