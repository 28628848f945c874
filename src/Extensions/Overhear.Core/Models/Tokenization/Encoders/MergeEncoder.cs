using System.Text;

namespace Overhear;

/// <summary>
/// Byte-pair encoding by a list of merges, with unknown characters as Hugging Face's tokenizers treat them: their bytes, else the
/// unknown token, else nothing.
/// </summary>
/// <remarks>
/// A merge loop of our own: Microsoft.ML.Tokenizers knows neither byte fallback nor <c>ignore_merges</c> in its BpeTokenizer, and its
/// time grows with the square of a stretch's length.
/// </remarks>
sealed class MergeEncoder : IStretchEncoder
{
    readonly BytePairModel model;
    readonly Dictionary<int, int> characters = [];
    readonly int?[]? bytes;

    public MergeEncoder(BytePairModel model)
    {
        this.model = model;
        foreach (var (piece, id) in model.Vocabulary)
            if (piece.Length > 0 && CodePoints.At(piece, 0, out var length) is var codePoint && length == piece.Length) characters[codePoint] = id;
        if (model.ByteFallback) bytes = [.. Enumerable.Range(0, 256).Select(value => model.Vocabulary.TryGetValue(BytePieces.Of((byte)value), out var id) ? id : (int?)null)];
    }

    public void Encode(ReadOnlySpan<char> stretch, List<TokenSpan> into)
    {
        if (model.IgnoreMerges && model.Vocabulary.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(stretch, out var whole))
        {
            into.Add(new(whole, 0, stretch.Length));
            return;
        }
        var tokens = Characters(stretch);
        if (tokens.Count == 0) return;
        var symbols = new MergeSymbol[tokens.Count];
        for (var i = 0; i < symbols.Length; i++)
            symbols[i] = new() { Id = tokens[i].Id, Start = tokens[i].Start, Length = tokens[i].Length, Previous = i - 1, Next = i + 1 < symbols.Length ? i + 1 : -1 };
        MergeLoop.Run(symbols.AsSpan(), model.Merges);
        for (var i = 0; i >= 0; i = symbols[i].Next) into.Add(new(symbols[i].Id, symbols[i].Start, symbols[i].Length));
    }

    List<TokenSpan> Characters(ReadOnlySpan<char> stretch)
    {
        var found = new List<TokenSpan>(stretch.Length);
        TokenSpan? unknown = null;
        for (int at = 0, length; at < stretch.Length; at += length)
        {
            if (characters.TryGetValue(CodePoints.At(stretch, at, out length), out var id))
            {
                Flush();
                found.Add(new(id, at, length));
            }
            else if (!AddBytes(stretch.Slice(at, length), at, found) && model.UnknownId is { } unknownId)
            {
                if (unknown is { } run && model.FuseUnknown) unknown = run with { Length = at + length - run.Start };
                else
                {
                    Flush();
                    unknown = new(unknownId, at, length);
                }
            }
        }
        Flush();
        return found;

        void Flush()
        {
            if (unknown is { } run) found.Add(run);
            unknown = null;
        }
    }

    // All bytes of the character are pieces, or none is taken.
    bool AddBytes(ReadOnlySpan<char> character, int at, List<TokenSpan> into)
    {
        if (bytes is null) return false;
        Span<byte> utf8 = stackalloc byte[4];
        utf8 = utf8[..Encoding.UTF8.GetBytes(character, utf8)];
        foreach (var value in utf8)
            if (bytes[value] is null) return false;
        foreach (var value in utf8) into.Add(new(bytes[value]!.Value, at, character.Length));
        return true;
    }
}
