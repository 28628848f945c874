namespace Overhear;

/// <summary>
/// Llama 3's pattern (Grattafiori et al. 2024), and Qwen2's, which differs in taking every digit alone: contractions in any case; a word with the
/// one sign before it that is neither letter, digit nor line break; up to so many digits; signs with the space before and the line
/// breaks behind; white space up to its last line break; other white space as GPT-2 cuts it.
/// </summary>
/// <param name="mostDigits">Digits in one stretch: 3 for Llama 3, 1 for Qwen2.</param>
sealed class Llama3Pattern(int mostDigits) : ForwardPattern
{
    /// <summary>Llama 3's pattern as tokenizer.json writes it.</summary>
    public const string Expression = Before + @"\p{N}{1,3}" + After;

    /// <summary>Qwen2's pattern as tokenizer.json writes it.</summary>
    public const string SingleDigitExpression = Before + @"\p{N}" + After;

    const string Before = @"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|";
    const string After = @"| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+";

    protected override int EndOf(ReadOnlySpan<char> text, int start)
    {
        var contraction = Contraction.LengthAt(text, start, ignoreCase: true);
        if (contraction > 0) return start + contraction;
        var kind = CodePoints.ClassAt(text, start, out var length);
        if (kind == CodePointClass.Number) return EndOfDigits(text, start);
        var next = kind == CodePointClass.Letter || text[start] is '\r' or '\n' ? start : start + length;
        if (next < text.Length && CodePoints.ClassAt(text, next, out _) == CodePointClass.Letter) return CodePoints.EndOfRun(text, next, CodePointClass.Letter);
        var signs = text[start] == ' ' ? start + 1 : start;
        if (signs < text.Length && CodePoints.ClassAt(text, signs, out _) == CodePointClass.Other)
        {
            var end = CodePoints.EndOfRun(text, signs, CodePointClass.Other);
            while (end < text.Length && text[end] is '\r' or '\n') end++;
            return end;
        }
        var run = CodePoints.EndOfRun(text, start, CodePointClass.Space);
        var lastBreak = text[start..run].LastIndexOfAny('\r', '\n');
        return lastBreak >= 0 ? start + lastBreak + 1 : WhiteSpace.EndOf(text, start);
    }

    int EndOfDigits(ReadOnlySpan<char> text, int start)
    {
        for (var digits = 0; digits < mostDigits && start < text.Length && CodePoints.ClassAt(text, start, out var length) == CodePointClass.Number; digits++) start += length;
        return start;
    }

    public override string ToString() => mostDigits == 1 ? "Qwen2's pattern" : "Llama 3's pattern";
}
