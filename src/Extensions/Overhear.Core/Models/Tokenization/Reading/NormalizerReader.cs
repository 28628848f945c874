using System.Text;
using Microsoft.ML.Tokenizers;

namespace Overhear;

/// <summary>The normalizer of a tokenizer.json.</summary>
static class NormalizerReader
{
    const string Supported = "NFC, NFD, NFKC, NFKD, Prepend, Replace (of a String) and Sequence of them are supported";

    /// <summary>The normalizer; null where there is none.</summary>
    public static Normalizer? Read(TokenizerNode node)
    {
        if (!node.Exists) return null;
        switch (node["type"].Text("the normalizer's type"))
        {
            case "NFC": return new UnicodeFormNormalizer(NormalizationForm.FormC);
            case "NFD": return new UnicodeFormNormalizer(NormalizationForm.FormD);
            case "NFKC": return new UnicodeFormNormalizer(NormalizationForm.FormKC);
            case "NFKD": return new UnicodeFormNormalizer(NormalizationForm.FormKD);
            case "Prepend": return node["prepend"].Text("the text to put in front") is { } prefix ? new PrependNormalizer(prefix) : null;
            case "Replace":
                return ReplacedText(node["pattern"]) is { } what && node["content"].Text("the text to put there") is { } by ? new ReplaceNormalizer(what, by) : null;
            case "Sequence":
                List<Normalizer> normalizers = [.. node["normalizers"].Items("an array of normalizers").Select(Read).OfType<Normalizer>()];
                return normalizers.Count switch { 0 => null, 1 => normalizers[0], _ => new NormalizerSequence(normalizers) };
            case { } other:
                node["type"].Fault($"the normalizer {FaultList.Quote(other)} is not supported; {Supported}");
                return null;
            default: return null;
        }
    }

    /// <summary>What a Replace replaces: a text that is not empty. Regular expressions are refused, as .NET's are not those of the files.</summary>
    public static string? ReplacedText(TokenizerNode pattern)
    {
        if (!pattern["String"].Exists)
        {
            pattern.Fault("a Replace by a regular expression is not supported; {\"String\": \"...\"} is");
            return null;
        }
        var text = pattern["String"].Text("the text to replace");
        if (text is not "") return text;
        pattern["String"].Fault("the text to replace is empty");
        return null;
    }
}
