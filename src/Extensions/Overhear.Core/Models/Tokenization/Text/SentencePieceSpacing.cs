using System.Text;
using Microsoft.ML.Tokenizers;

namespace Overhear;

/// <summary>
/// What SentencePiece does to spaces before it looks for pieces (Kudo and Richardson 2018, arXiv:1808.06226; <c>normalizer_spec</c> of
/// the model file): drops extra ones, puts one in front (or, as a suffix, behind), and writes each as <c>▁</c>.
/// </summary>
/// <param name="removeExtra">Spaces at both ends go, and of several in a row one stays.</param>
/// <param name="addDummyPrefix">A space is put in front of a text that is not empty.</param>
/// <param name="escape">Spaces are written as <c>▁</c>.</param>
sealed class SentencePieceSpacing(bool removeExtra, bool addDummyPrefix, bool escape) : Normalizer
{
    /// <summary>The mark of a space in pieces, U+2581.</summary>
    public const char Mark = '\u2581';

    public override string Normalize(string original) => Normalize(original.AsSpan());

    public override string Normalize(ReadOnlySpan<char> original)
    {
        if (removeExtra) original = original.TrimStart(' ');
        if (original.IsEmpty) return "";
        var space = escape ? Mark : ' ';
        var normalized = new StringBuilder(original.Length + 1);
        if (addDummyPrefix) normalized.Append(space);
        var afterSpace = removeExtra;
        foreach (var c in original)
        {
            if (c != ' ') normalized.Append(c);
            else if (!afterSpace) normalized.Append(space);
            afterSpace = removeExtra && c == ' ';
        }
        // SentencePiece looks at what it has written, so a mark that stood in the text goes with the spaces.
        while (removeExtra && normalized.Length > 0 && normalized[^1] == space) normalized.Length--;
        return normalized.ToString();
    }

    public override string ToString() =>
        (removeExtra ? "extra spaces dropped, " : "") + (addDummyPrefix ? "a space in front, " : "") + (escape ? $"spaces written as {Mark}" : "spaces as they are");
}
