namespace Overhear;

/// <summary>A part of a head's scores: what the query's position has in one subspace times what the key's has in another.</summary>
/// <param name="Query">The subspace read by queries.</param>
/// <param name="Key">The subspace read by keys, as wide.</param>
/// <param name="Strength">What the product counts in the score.</param>
sealed record AttendsBy(string Query, string Key, double Strength);
