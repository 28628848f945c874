namespace Overhear;

/// <summary>One dimension of a result's tables.</summary>
/// <param name="Size">How many entries it has.</param>
/// <param name="Labels">What the entries are; null where they are only counted, from 0.</param>
sealed record ResultAxis(int Size, IReadOnlyList<string>? Labels)
{
    /// <summary>Whether both are the same axis.</summary>
    public bool Fits(ResultAxis other) => Size == other.Size && (Labels ?? []).SequenceEqual(other.Labels ?? []) && Labels is null == other.Labels is null;
}
