using System.Globalization;
using System.Text;

namespace Overhear;

/// <summary>How many columns a text takes where every character is as wide as its neighbour.</summary>
static class TextWidth
{
    public static int Of(string text)
    {
        var width = 0;
        foreach (var element in Elements(text))
            width += OfElement(element);
        return width;
    }

    /// <summary>The text in a field of so many columns, cut with … where it is longer. Text that runs from right to left is kept from turning its surroundings.</summary>
    public static string Fit(string text, int width, bool right)
    {
        var actual = Of(text);
        if (actual > width)
        {
            (text, actual) = Shortened(text, width);
        }
        var padding = new string(' ', width - actual);
        var shown = RunsRightToLeft(text) ? $"\u2068{text}\u2069" : text; // first strong isolate … pop
        return right ? padding + shown : shown + padding;
    }

    static (string Text, int Width) Shortened(string text, int width)
    {
        var kept = new StringBuilder();
        var used = 0;
        foreach (var element in Elements(text))
        {
            var next = OfElement(element);
            if (used + next > width - 1)
                break;
            kept.Append(element);
            used += next;
        }
        return (kept.Append('…').ToString(), used + 1);
    }

    static IEnumerable<string> Elements(string text)
    {
        var elements = StringInfo.GetTextElementEnumerator(text);
        while (elements.MoveNext())
            yield return elements.GetTextElement();
    }

    static int OfElement(string element)
    {
        var first = element.EnumerateRunes().First();
        if (Rune.GetUnicodeCategory(first) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format)
            return 0;
        return IsWide(first.Value) || element.Contains('\uFE0F') ? 2 : 1;
    }

    // The blocks of Unicode's East Asian Width W and F, and the emoji.
    static bool IsWide(int c) => c is (>= 0x1100 and <= 0x115F) or (>= 0x2E80 and <= 0x303E) or (>= 0x3041 and <= 0xA4CF) or (>= 0xA960 and <= 0xA97F)
        or (>= 0xAC00 and <= 0xD7A3) or (>= 0xF900 and <= 0xFAFF) or (>= 0xFE30 and <= 0xFE6F) or (>= 0xFF01 and <= 0xFF60) or (>= 0xFFE0 and <= 0xFFE6)
        or (>= 0x1F300 and <= 0x1F64F) or (>= 0x1F680 and <= 0x1F6FF) or (>= 0x1F900 and <= 0x1FAFF) or (>= 0x20000 and <= 0x3FFFD);

    static bool RunsRightToLeft(string text)
    {
        foreach (var c in text)
            if (c is (>= '\u0590' and <= '\u08FF') or (>= '\uFB1D' and <= '\uFDFF') or (>= '\uFE70' and <= '\uFEFE'))
                return true;
        return false;
    }
}
