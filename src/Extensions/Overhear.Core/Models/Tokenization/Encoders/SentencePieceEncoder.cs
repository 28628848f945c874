using System.Text;

namespace Overhear;

/// <summary>SentencePiece's BPE (Kudo and Richardson 2018, arXiv:1808.06226) over text whose spaces are marked already.</summary>
/// <remarks>
/// A merge loop of our own: Microsoft.ML.Tokenizers' SentencePieceTokenizer orders merges of equal score and merges that overlap
/// otherwise, and gives other ids than the sentencepiece package wherever runs of spaces or of one character meet.
/// </remarks>
sealed class SentencePieceEncoder : IStretchEncoder
{
    readonly ScoredPieces pieces;
    readonly string[] userDefined;
    readonly int[]? bytes;
    readonly int unknownId;

    public SentencePieceEncoder(SentencePieceModel model)
    {
        pieces = new(model);
        userDefined = [.. model.Pieces.Where(piece => piece.Kind == SentencePieceKind.UserDefined).Select(piece => piece.Text).OrderByDescending(text => text.Length)];
        unknownId = model.UnknownId;
        if (model.ByteFallback) bytes = model.ByteIds;
    }

    public void Encode(ReadOnlySpan<char> stretch, List<TokenSpan> into)
    {
        var symbols = Symbols(stretch);
        if (symbols.Length == 0) return;
        MergeLoop.Run(symbols.AsSpan(), new ScoreRule(stretch, pieces));
        var afterUnknown = false;
        for (var i = 0; i >= 0; i = symbols[i].Next)
        {
            var (id, start, length) = (symbols[i].Id, symbols[i].Start, symbols[i].Length);
            if (id != MergeSymbol.Unknown) into.Add(new(id, start, length));
            else if (bytes is not null) AddBytes(stretch.Slice(start, length), start, into);
            else if (afterUnknown) into[^1] = into[^1] with { Length = start + length - into[^1].Start };
            else into.Add(new(unknownId, start, length));
            afterUnknown = id == MergeSymbol.Unknown && bytes is null;
        }
    }

    MergeSymbol[] Symbols(ReadOnlySpan<char> stretch)
    {
        var symbols = new List<MergeSymbol>(stretch.Length);
        for (int at = 0, length; at < stretch.Length; at += length)
        {
            var frozen = UserDefinedAt(stretch[at..], out length);
            if (!frozen) CodePoints.At(stretch, at, out length);
            var known = pieces.TryFind(stretch.Slice(at, length), out _, out var id);
            symbols.Add(new() { Id = known ? id : MergeSymbol.Unknown, Start = at, Length = length, Previous = symbols.Count - 1, Next = symbols.Count + 1, Frozen = frozen });
        }
        if (symbols.Count > 0) symbols[^1] = symbols[^1] with { Next = -1 };
        return [.. symbols];
    }

    bool UserDefinedAt(ReadOnlySpan<char> text, out int length)
    {
        foreach (var piece in userDefined)
            if (text.StartsWith(piece, StringComparison.Ordinal))
            {
                length = piece.Length;
                return true;
            }
        length = 0;
        return false;
    }

    void AddBytes(ReadOnlySpan<char> character, int start, List<TokenSpan> into)
    {
        Span<byte> utf8 = stackalloc byte[4];
        foreach (var value in utf8[..Encoding.UTF8.GetBytes(character, utf8)]) into.Add(new(bytes![value], start, character.Length));
    }
}
