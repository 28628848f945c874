using Microsoft.ML.Tokenizers;

namespace Overhear;

/// <summary>Replaces one text by another wherever it occurs.</summary>
sealed class ReplaceNormalizer(string what, string by) : Normalizer
{
    public override string Normalize(string original) => original.Replace(what, by, StringComparison.Ordinal);

    public override string Normalize(ReadOnlySpan<char> original) => Normalize(original.ToString());

    public override string ToString() => $"'{what}' becomes '{by}'";
}
