namespace Overhear.Kernel;

/// <summary>Cuts TeX into pieces. White space separates and is otherwise dropped, as in TeX's math mode; a % begins a comment.</summary>
static class TexLexer
{
    public static List<TexToken> Cut(string tex)
    {
        var tokens = new List<TexToken>();
        for (var at = 0; at < tex.Length;)
        {
            var start = at;
            var character = tex[at];
            if (char.IsWhiteSpace(character)) at++;
            else if (character == '%')
            {
                while (at < tex.Length && tex[at] != '\n') at++;
            }
            else if (character == '\\')
            {
                at++;
                while (at < tex.Length && char.IsAsciiLetter(tex[at])) at++;
                if (at == start + 1 && at < tex.Length) at++;
                tokens.Add(new(TexTokenKind.Command, tex[(start + 1)..at], start, at));
            }
            else if (char.IsAsciiDigit(character))
            {
                while (at < tex.Length && (char.IsAsciiDigit(tex[at]) || (tex[at] == '.' && at + 1 < tex.Length && char.IsAsciiDigit(tex[at + 1])))) at++;
                tokens.Add(new(TexTokenKind.Number, tex[start..at], start, at));
            }
            else
            {
                at += char.IsHighSurrogate(character) && at + 1 < tex.Length ? 2 : 1;
                tokens.Add(new(TexTokenKind.Character, tex[start..at], start, at));
            }
        }
        tokens.Add(new(TexTokenKind.End, "", tex.Length, tex.Length));
        return tokens;
    }
}
