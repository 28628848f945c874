using System.Globalization;
using System.Text;

namespace Overhear;

/// <summary>Writes a token or label so that all of it can be seen and none of it acts: spaces at its ends, line ends, controls, marks that turn the direction of text.</summary>
static class VisibleText
{
    const char ZeroWidthNonJoiner = '\u200C', ZeroWidthJoiner = '\u200D';

    /// <summary>The text of a token; one without text is shown as ∅.</summary>
    public static string OfToken(string? token) => string.IsNullOrEmpty(token) ? "∅" : OfLabel(token);

    /// <summary>The text of a label, which may be empty.</summary>
    public static string OfLabel(string? label)
    {
        if (string.IsNullOrEmpty(label))
            return "";
        var leading = label.Length - label.TrimStart(' ').Length;
        var trailing = label.TrimEnd(' ').Length;
        var visible = new StringBuilder(label.Length);
        for (var i = 0; i < label.Length; i++)
        {
            var c = label[i];
            if (c == ' ')
                visible.Append(i < leading || i >= trailing ? '·' : ' ');
            else if (char.IsHighSurrogate(c) && i + 1 < label.Length && char.IsLowSurrogate(label[i + 1]))
            {
                AppendVisible(visible, new Rune(c, label[i + 1]));
                i++;
            }
            else if (char.IsSurrogate(c))
                visible.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:X4}");
            // Joiners shape what stands on both sides of them (emoji families, Persian); alone they would only hide.
            else if (c is ZeroWidthJoiner or ZeroWidthNonJoiner && i > 0 && i < label.Length - 1)
                visible.Append(c);
            else
                AppendVisible(visible, new Rune(c));
        }
        return visible.ToString();
    }

    /// <summary>At most so many characters as a reader counts them; what is cut off leaves a …</summary>
    public static string Cut(string visible, int length)
    {
        var elements = StringInfo.ParseCombiningCharacters(visible);
        return elements.Length <= length ? visible : visible[..elements[length - 1]] + "…";
    }

    static void AppendVisible(StringBuilder visible, Rune rune)
    {
        switch (Rune.GetUnicodeCategory(rune))
        {
            case UnicodeCategory.Control when rune.Value is '\n':
                visible.Append('↵');
                break;
            case UnicodeCategory.Control when rune.Value is '\t':
                visible.Append('⇥');
                break;
            case UnicodeCategory.Control when rune.Value < 0x20:
                visible.Append((char)(0x2400 + rune.Value)); // the pictures of the controls
                break;
            case UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
                or UnicodeCategory.SpaceSeparator when rune.Value != ' ':
                visible.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:X4}");
                break;
            case UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark when visible.Length == 0 && !IsVariationSelector(rune):
                visible.Append('◌').Append(rune.ToString()); // a mark needs something to sit on
                break;
            default:
                visible.Append(rune.ToString());
                break;
        }
    }

    static bool IsVariationSelector(Rune rune) => rune.Value is >= 0xFE00 and <= 0xFE0F;
}
