using System.Globalization;
using System.Text;

namespace Overhear;

/// <summary>How wide text is in Helvetica, whose widths Arial and Liberation Sans share (Adobe's font metrics, thousandths of the size).</summary>
static class TextSize
{
    static readonly short[] regular =
    [
        278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556,
        1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556,
        333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
    ];

    static readonly short[] bold =
    [
        278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 333, 333, 584, 584, 584, 611,
        975, 722, 722, 722, 722, 667, 611, 778, 722, 278, 556, 722, 611, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 333, 278, 333, 584, 556,
        333, 556, 611, 556, 611, 556, 333, 611, 611, 278, 278, 556, 278, 889, 611, 611, 611, 611, 389, 556, 333, 611, 556, 778, 556, 556, 500, 389, 280, 389, 584,
    ];

    /// <summary>
    /// What room for a label is its width times: where none of those fonts is there a wider one stands in (DejaVu Sans, Verdana), and a
    /// label that does not fit would lose its beginning.
    /// </summary>
    public const double Room = 1.2;

    /// <summary>The width of a line of text in pixels.</summary>
    public static double Width(string text, double size = Sheet.FontSize, bool isBold = false)
    {
        var sum = 0;
        foreach (var rune in text.EnumerateRunes())
            sum += OfRune(rune, isBold ? bold : regular);
        return sum * size / 1000;
    }

    /// <summary>The widest of some texts.</summary>
    public static double Widest(IEnumerable<string> texts, double size = Sheet.FontSize) => texts.Select(text => Width(text, size)).DefaultIfEmpty(0).Max();

    /// <summary>Where the middle of a line stands, near a wished place, so that the line leaves a picture of some width at neither end.</summary>
    public static double Within(double middle, string line, double width) => Room * Width(line) / 2 is var half && half * 2 < width ? Math.Clamp(middle, half, width - half) : width / 2;

    /// <summary>A text over as many lines as it needs, with <see cref="Room"/> for wider fonts; a word that is wider than a line is cut.</summary>
    public static IReadOnlyList<string> Wrapped(string text, double width, double size = Sheet.FontSize, bool isBold = false)
    {
        List<string> lines = [];
        foreach (var word in VisibleText.OfLabel(text).Split(' ', StringSplitOptions.RemoveEmptyEntries))
            if (lines.Count > 0 && Room * Width($"{lines[^1]} {word}", size, isBold) <= width)
                lines[^1] += " " + word;
            else
                lines.Add(Cut(word, width, size, isBold));
        return lines;
    }

    /// <summary>A text that is no wider than a line, cut with … where it is longer.</summary>
    public static string Cut(string text, double width, double size = Sheet.FontSize, bool isBold = false)
    {
        if (Width(text, size, isBold) <= width) return text;
        var ends = StringInfo.ParseCombiningCharacters(text);
        var kept = ends.Length - 1;
        while (kept > 1 && Width(text[..ends[kept]] + "…", size, isBold) > width) kept--;
        return text[..ends[kept]] + "…";
    }

    static int OfRune(Rune rune, short[] widths)
    {
        if (rune.Value is >= 32 and < 127) return widths[rune.Value - 32];
        return rune.Value switch
        {
            '·' => 278,
            '…' or '—' => 1000,
            '‘' or '’' => 222,
            '“' or '”' => 333,
            '−' or '±' or '×' => 584,
            _ => Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.Format or UnicodeCategory.EnclosingMark ? 0
                : TextWidth.Of(rune.ToString()) > 1 ? 1000 : rune.Value < 0x250 ? 580 : 700,
        };
    }
}
