using System.Text;

namespace Overhear.Tests;

/// <summary>Random texts in which the seams of tokenizers are frequent.</summary>
static class RandomText
{
    /// <summary>Fragments of the Basic Multilingual Plane: white space of every kind, contractions, digits, letters and marks of several scripts.</summary>
    public static IReadOnlyList<string> Fragments { get; } =
    [
        " ", " ", "  ", "\n", "\r\n", "\r", "\t", "\u0085", "\u00A0", "\u2003", "\u2028", "\u3000", "\u200B", "\uFEFF", "\u001C", "\u180E",
        "'s", "'S", "'t", "'re", "'VE", "'ll", "'d", "'", "'l", "'r", "a", "b", "B", "the", " the", "ing", "é", "e\u0301", "ß", "ж", "中", "文", "ا", "अ", "ि",
        "0", "1", "12", "1234", "²", "Ⅷ", "٣", ".", "...", "!?", "-", "_", "/", "$", "€", "▁", "\u0000", "\u0007", "\uFFFD",
    ];

    /// <summary>Characters beyond U+FFFF: letters, digits, emoji.</summary>
    public static IReadOnlyList<string> Astral { get; } = ["𝔸", "𝟘", "🙂", "👩‍👩‍👧", "𐍈", "😀"];

    /// <summary>A text of up to so many fragments.</summary>
    public static string Next(SeededRandom random, int most, IReadOnlyList<string> fragments)
    {
        var text = new StringBuilder();
        for (var count = random.Next(most + 1); count > 0; count--) text.Append(fragments[random.Next(fragments.Count)]);
        return text.ToString();
    }
}
