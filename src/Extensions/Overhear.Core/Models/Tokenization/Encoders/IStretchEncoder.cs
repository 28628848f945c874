namespace Overhear;

/// <summary>From one stretch of text to its tokens: the model behind a tokenizer.</summary>
interface IStretchEncoder
{
    /// <summary>Adds the tokens of a stretch, with spans that count from its beginning.</summary>
    void Encode(ReadOnlySpan<char> stretch, List<TokenSpan> into);
}
