using System.Text;
using Microsoft.ML.Tokenizers;

namespace Overhear;

/// <summary>A Unicode normalization form: NFC, NFD, NFKC or NFKD.</summary>
sealed class UnicodeFormNormalizer : Normalizer
{
    const char Refused = '\uFFFE';

    readonly NormalizationForm form;

    /// <exception cref="PlatformNotSupportedException">.NET runs without the data of Unicode.</exception>
    public UnicodeFormNormalizer(NormalizationForm form)
    {
        this.form = form;
        // In invariant mode .NET returns every text as it is and says nothing.
        if ("e\u0301".Normalize(NormalizationForm.FormC) != "\u00e9")
            throw new PlatformNotSupportedException("This tokenizer normalizes text by Unicode's rules, and .NET runs in its invariant mode, which has none. "
                + "Install libicu and leave DOTNET_SYSTEM_GLOBALIZATION_INVARIANT unset.");
    }

    // .NET refuses text with the noncharacter U+FFFE, which no form changes and nothing composes with.
    public override string Normalize(string original) =>
        original.Contains(Refused) ? string.Join(Refused, original.Split(Refused).Select(part => part.Normalize(form))) : original.Normalize(form);

    public override string Normalize(ReadOnlySpan<char> original) => Normalize(original.ToString());

    public override string ToString() => form switch
    {
        NormalizationForm.FormC => "NFC",
        NormalizationForm.FormD => "NFD",
        NormalizationForm.FormKC => "NFKC",
        _ => "NFKD",
    };
}
