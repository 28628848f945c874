namespace Overhear;

/// <summary>The distance at which a head stands out most from one that looks at all tokens equally.</summary>
/// <param name="Head">The head.</param>
/// <param name="Distance">How many tokens back; at least 1.</param>
/// <param name="Above">Its mean attention there less that of a head that looks at all tokens equally; below 0 where it is above at no distance.</param>
public readonly record struct AttentionPeak(HeadId Head, int Distance, double Above);
