using System.Text;

namespace Overhear.Kernel;

/// <summary>
/// Letters in another hand, as the characters that Unicode has for them (Mathematical Alphanumeric Symbols): browsers no longer
/// read MathML's mathvariant.
/// </summary>
static class TexAlphabet
{
    // The code points of A, a and 0, or 0 where there is none; then the letters that Unicode had before and did not repeat.
    static readonly Dictionary<string, (int Upper, int Lower, int Digit, string Exceptions)> hands = new()
    {
        ["mathbf"] = (0x1D400, 0x1D41A, 0x1D7CE, ""),
        ["mathbb"] = (0x1D538, 0x1D552, 0x1D7D8, "CℂHℍNℕPℙQℚRℝZℤ"),
        ["mathcal"] = (0x1D49C, 0x1D4B6, 0, "BℬEℰFℱHℋIℐLℒMℳRℛeℯgℊoℴ"),
        ["mathfrak"] = (0x1D504, 0x1D51E, 0, "CℭHℌIℑRℜZℨ"),
        ["mathsf"] = (0x1D5A0, 0x1D5BA, 0x1D7E2, ""),
        ["mathtt"] = (0x1D670, 0x1D68A, 0x1D7F6, ""),
        ["boldsymbol"] = (0x1D468, 0x1D482, 0x1D7CE, ""),
    };

    const int boldGreekUpper = 0x1D6A8;
    const int boldGreekLower = 0x1D6C2;
    const int boldItalicGreekUpper = 0x1D71C;
    const int boldItalicGreekLower = 0x1D736;

    /// <summary>The commands that change the hand of their argument.</summary>
    public static string? Hand(string command) => command switch
    {
        "mathscr" => "mathcal",
        "bm" or "pmb" => "boldsymbol",
        "textbf" or "bf" => "mathbf",
        "mathrm" or "mathit" or "mathnormal" => command,
        _ => hands.ContainsKey(command) ? command : null,
    };

    /// <summary>A letter or number in a hand; what has no such form stays as it is.</summary>
    public static string In(string hand, string text)
    {
        if (!hands.TryGetValue(hand, out var of)) return text;
        var result = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            var at = rune.IsBmp ? of.Exceptions.IndexOf((char)rune.Value) : -1;
            if (at >= 0 && at % 2 == 0) result.Append(of.Exceptions[at + 1]);
            else result.Append(new Rune(Shift(hand, of, rune.Value)).ToString());
        }
        return result.ToString();
    }

    static int Shift(string hand, (int Upper, int Lower, int Digit, string Exceptions) of, int value) => value switch
    {
        >= 'A' and <= 'Z' => of.Upper + value - 'A',
        >= 'a' and <= 'z' => of.Lower + value - 'a',
        >= '0' and <= '9' when of.Digit > 0 => of.Digit + value - '0',
        >= 0x391 and <= 0x3A9 when hand == "mathbf" => boldGreekUpper + value - 0x391,
        >= 0x3B1 and <= 0x3C9 when hand == "mathbf" => boldGreekLower + value - 0x3B1,
        >= 0x391 and <= 0x3A9 when hand == "boldsymbol" => boldItalicGreekUpper + value - 0x391,
        >= 0x3B1 and <= 0x3C9 when hand == "boldsymbol" => boldItalicGreekLower + value - 0x3B1,
        _ => value,
    };
}
