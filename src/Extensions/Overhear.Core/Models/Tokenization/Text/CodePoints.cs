using System.Globalization;
using System.Text;

namespace Overhear;

/// <summary>Text by code points: .NET's strings and its regular expressions see halves of surrogate pairs where tokenizers see a letter.</summary>
static class CodePoints
{
    static readonly CodePointClass[] ascii = [.. Enumerable.Range(0, 128).Select(Classify)];

    /// <summary>The code point that begins at an index, and how many chars it takes.</summary>
    public static int At(ReadOnlySpan<char> text, int index, out int length)
    {
        var c = text[index];
        if (char.IsHighSurrogate(c) && index + 1 < text.Length && char.IsLowSurrogate(text[index + 1]))
        {
            length = 2;
            return char.ConvertToUtf32(c, text[index + 1]);
        }
        length = 1;
        return c;
    }

    /// <summary>The class of the code point that begins at an index, and how many chars it takes.</summary>
    public static CodePointClass ClassAt(ReadOnlySpan<char> text, int index, out int length)
    {
        var codePoint = At(text, index, out length);
        return codePoint < 128 ? ascii[codePoint] : Classify(codePoint);
    }

    /// <summary>The end of the run of code points of a class that begins at an index.</summary>
    public static int EndOfRun(ReadOnlySpan<char> text, int index, CodePointClass of)
    {
        while (index < text.Length && ClassAt(text, index, out var length) == of) index += length;
        return index;
    }

    /// <summary>Text without halves of surrogate pairs: each becomes U+FFFD, as no UTF-8 text can hold it.</summary>
    public static string WellFormed(string text)
    {
        if (text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF') < 0) return text;
        var mended = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes()) mended.Append(rune);
        return mended.ToString();
    }

    static CodePointClass Classify(int codePoint)
    {
        if (IsWhiteSpace(codePoint)) return CodePointClass.Space;
        return CharUnicodeInfo.GetUnicodeCategory(codePoint) switch
        {
            UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
                or UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter => CodePointClass.Letter,
            UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber => CodePointClass.Number,
            _ => CodePointClass.Other,
        };
    }

    // The 25 code points of PropList.txt's White_Space, all of them in the Basic Multilingual Plane.
    static bool IsWhiteSpace(int codePoint) => codePoint <= char.MaxValue && char.IsWhiteSpace((char)codePoint);
}
