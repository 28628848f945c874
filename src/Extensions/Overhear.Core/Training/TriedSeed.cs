namespace Overhear;

/// <summary>A seed that was tried, and what the judge said after its first stage.</summary>
/// <param name="Seed">The seed.</param>
/// <param name="Verdict">The verdict.</param>
public sealed record TriedSeed(long Seed, TeachingVerdict Verdict);
