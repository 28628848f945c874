using Microsoft.ML.Tokenizers;

namespace Overhear;

/// <summary>Several normalizers, one after the other.</summary>
sealed class NormalizerSequence(IReadOnlyList<Normalizer> normalizers) : Normalizer
{
    public override string Normalize(string original) => normalizers.Aggregate(original, (text, normalizer) => normalizer.Normalize(text));

    public override string Normalize(ReadOnlySpan<char> original) => Normalize(original.ToString());

    public override string ToString() => string.Join(", then ", normalizers);
}
