using System.Buffers;

namespace Overhear;

/// <summary>Finds added tokens in a text, from the left, the longest first, as Hugging Face's tokenizers do.</summary>
sealed class AddedTokenSplitter
{
    readonly SearchValues<string> any;
    readonly AddedToken[] longestFirst;
    readonly string[] spellings;

    /// <param name="tokens">What to look for.</param>
    /// <param name="spell">How a token is written in the text that is searched.</param>
    public AddedTokenSplitter(IEnumerable<AddedToken> tokens, Func<AddedToken, string> spell)
    {
        longestFirst = [.. tokens.Where(token => spell(token).Length > 0).OrderByDescending(token => spell(token).Length)];
        spellings = [.. longestFirst.Select(spell)];
        any = SearchValues.Create(spellings, StringComparison.Ordinal);
    }

    /// <summary>The text in parts: those between tokens (Token is null, never empty), and the tokens.</summary>
    /// <param name="text">The text.</param>
    /// <param name="specialAsText">Whether special tokens are ordinary text.</param>
    public IEnumerable<(int Start, int End, AddedToken? Token)> Split(string text, bool specialAsText)
    {
        var (done, from) = (0, 0);
        while (longestFirst.Length > 0 && from < text.Length && text.AsSpan(from).IndexOfAny(any) is >= 0 and var found)
        {
            var start = from + found;
            var which = Array.FindIndex(spellings, spelling => string.CompareOrdinal(text, start, spelling, 0, spelling.Length) == 0);
            var (token, end) = (longestFirst[which], start + spellings[which].Length);
            from = end;
            if (specialAsText && token.Special) continue;
            if (token.TakesSpaceBefore) while (start > done && char.IsWhiteSpace(text[start - 1])) start--;
            if (token.TakesSpaceBehind) while (end < text.Length && char.IsWhiteSpace(text[end])) end++;
            if (start > done) yield return (done, start, null);
            yield return (start, end, token);
            (done, from) = (end, end);
        }
        if (done < text.Length) yield return (done, text.Length, null);
    }
}
