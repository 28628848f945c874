using System.Globalization;
using System.Text;

namespace Overhear;

/// <summary>Which of PDF's standard fonts has a character, and under which number. They need not be embedded (ISO 32000-1, 9.6.2 and annex D).</summary>
static class PdfEncoding
{
    // WinAnsiEncoding where it differs from Latin-1.
    const string Windows = "€\0‚ƒ„…†‡ˆ‰Š‹Œ\0Ž\0\0‘’“”•–—˜™š›œ\0žŸ";

    static readonly Dictionary<char, byte> symbols = new()
    {
        ['−'] = 0x2D, ['∞'] = 0xA5, ['≤'] = 0xA3, ['≥'] = 0xB3, ['≠'] = 0xB9, ['≈'] = 0xBB, ['∅'] = 0xC6, ['↵'] = 0xBF, ['←'] = 0xAC, ['↑'] = 0xAD, ['→'] = 0xAE, ['↓'] = 0xAF,
        ['∈'] = 0xCE, ['∂'] = 0xB6, ['∑'] = 0xE5, ['√'] = 0xD6, ['α'] = 0x61, ['β'] = 0x62, ['γ'] = 0x67, ['δ'] = 0x64, ['ε'] = 0x65, ['θ'] = 0x71, ['λ'] = 0x6C, ['μ'] = 0x6D,
        ['π'] = 0x70, ['ρ'] = 0x72, ['σ'] = 0x73, ['τ'] = 0x74, ['φ'] = 0x66, ['χ'] = 0x63, ['ω'] = 0x77, ['Δ'] = 0x44, ['Σ'] = 0x53, ['Ω'] = 0x57, ['′'] = 0xA2,
    };

    /// <summary>A text in pieces of one font each. A character that no standard font has is written as <c>\uXXXX</c>.</summary>
    public static IReadOnlyList<PdfRun> Runs(string text)
    {
        List<PdfRun> runs = [];
        List<byte> bytes = [];
        var isSymbol = false;
        void Add(byte code, bool symbol)
        {
            if (symbol != isSymbol && bytes.Count > 0)
            {
                runs.Add(new PdfRun([.. bytes], isSymbol));
                bytes.Clear();
            }
            isSymbol = symbol;
            bytes.Add(code);
        }
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.IsBmp && symbols.TryGetValue((char)rune.Value, out var symbol)) Add(symbol, true);
            else if (Latin(rune) is { } latin) Add(latin, false);
            else
                foreach (var c in rune.Value > 0xFFFF ? string.Create(CultureInfo.InvariantCulture, $"\\U{rune.Value:X8}") : string.Create(CultureInfo.InvariantCulture, $"\\u{rune.Value:X4}"))
                    Add((byte)c, false);
        }
        if (bytes.Count > 0) runs.Add(new PdfRun([.. bytes], isSymbol));
        return runs;
    }

    /// <summary>A text as it will be written: what the fonts lack as escapes.</summary>
    public static string Shown(string text) => string.Concat(text.EnumerateRunes().Select(rune =>
        (rune.IsBmp && symbols.ContainsKey((char)rune.Value)) || Latin(rune) is not null ? rune.ToString()
        : rune.Value > 0xFFFF ? string.Create(CultureInfo.InvariantCulture, $"\\U{rune.Value:X8}") : string.Create(CultureInfo.InvariantCulture, $"\\u{rune.Value:X4}")));

    static byte? Latin(Rune rune)
    {
        if (rune.Value is (>= 0x20 and < 0x7F) or (> 0xA0 and <= 0xFF and not 0xAD)) return (byte)rune.Value;
        var at = rune.IsBmp && rune.Value != 0 ? Windows.IndexOf((char)rune.Value) : -1;
        return at < 0 ? null : (byte)(0x80 + at);
    }
}
