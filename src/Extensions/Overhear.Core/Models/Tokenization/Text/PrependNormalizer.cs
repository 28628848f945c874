using Microsoft.ML.Tokenizers;

namespace Overhear;

/// <summary>Puts a text in front of every text that is not empty.</summary>
sealed class PrependNormalizer(string prefix) : Normalizer
{
    public override string Normalize(string original) => original.Length == 0 ? original : prefix + original;

    public override string Normalize(ReadOnlySpan<char> original) => Normalize(original.ToString());

    public override string ToString() => $"'{prefix}' in front";
}
