namespace Overhear;

/// <summary>One token a word: each stretch is a piece, or the unknown token.</summary>
sealed class WordLevelEncoder(Dictionary<string, int> vocabulary, int? unknownId) : IStretchEncoder
{
    // Who encodes a text reports all of its unknown words at once.
    public void Encode(ReadOnlySpan<char> stretch, List<TokenSpan> into)
    {
        if (vocabulary.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(stretch, out var id)) into.Add(new(id, 0, stretch.Length));
        else if (unknownId is { } unknown) into.Add(new(unknown, 0, stretch.Length));
        else into.Add(new(MergeSymbol.Unknown, 0, stretch.Length));
    }
}
