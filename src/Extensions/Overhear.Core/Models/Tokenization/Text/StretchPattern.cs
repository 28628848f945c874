using Microsoft.ML.Tokenizers;

namespace Overhear;

/// <summary>
/// A pre-tokenizer that cuts text into stretches. Patterns are written out by hand, on code points: a regular expression of .NET sees
/// UTF-16 units, to which no letter or digit beyond U+FFFF is one.
/// </summary>
abstract class StretchPattern : PreTokenizer
{
    /// <summary>The stretches of a text, in order.</summary>
    public abstract List<(int Offset, int Length)> Cut(ReadOnlySpan<char> text);

    public sealed override IEnumerable<(int Offset, int Length)> PreTokenize(string text) => Cut(text);

    public sealed override IEnumerable<(int Offset, int Length)> PreTokenize(ReadOnlySpan<char> text) => Cut(text);
}
