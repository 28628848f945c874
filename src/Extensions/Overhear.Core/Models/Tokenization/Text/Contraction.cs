namespace Overhear;

/// <summary>The English endings that GPT-2's and Llama 3's patterns cut off: 's 't 're 've 'm 'll 'd.</summary>
static class Contraction
{
    /// <summary>Its length with the apostrophe; 0 where there is none.</summary>
    /// <remarks>Ignoring case means ASCII's: the long s (U+017F) and the Kelvin sign are no letters of these endings.</remarks>
    public static int LengthAt(ReadOnlySpan<char> text, int start, bool ignoreCase)
    {
        if (text[start] != '\'' || start + 1 >= text.Length) return 0;
        switch (Letter(text, start + 1, ignoreCase))
        {
            case 's' or 't' or 'm' or 'd': return 2;
            case 'r' or 'v' when Letter(text, start + 2, ignoreCase) == 'e': return 3;
            case 'l' when Letter(text, start + 2, ignoreCase) == 'l': return 3;
            default: return 0;
        }
    }

    static char Letter(ReadOnlySpan<char> text, int index, bool ignoreCase)
    {
        if (index >= text.Length) return '\0';
        var c = text[index];
        return ignoreCase && c is >= 'A' and <= 'Z' ? (char)(c | 0x20) : c;
    }
}
