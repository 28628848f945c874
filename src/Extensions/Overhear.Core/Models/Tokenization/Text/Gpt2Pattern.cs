namespace Overhear;

/// <summary>
/// GPT-2's pattern (Radford et al. 2019): contractions in lower case; a word, a number or a run of other signs, each with the space
/// before it; white space, of which the last character is left to the word behind it.
/// </summary>
sealed class Gpt2Pattern : ForwardPattern
{
    /// <summary>The pattern as tokenizer.json writes it.</summary>
    public const string Expression = @"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+";

    /// <summary>The same language, written shorter, as tiktoken does.</summary>
    public const string ShortExpression = @"'(?:[sdmt]|ll|ve|re)| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+";

    protected override int EndOf(ReadOnlySpan<char> text, int start)
    {
        var contraction = Contraction.LengthAt(text, start, ignoreCase: false);
        if (contraction > 0) return start + contraction;
        var first = text[start] == ' ' && start + 1 < text.Length ? start + 1 : start;
        var kind = CodePoints.ClassAt(text, first, out _);
        return kind == CodePointClass.Space ? WhiteSpace.EndOf(text, start) : CodePoints.EndOfRun(text, first, kind);
    }

    public override string ToString() => "GPT-2's pattern";
}
