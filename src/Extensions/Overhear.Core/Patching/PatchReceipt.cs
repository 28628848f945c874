namespace Overhear;

/// <summary>What a patch of a sweep changed, to see that it was there at all. Plain data.</summary>
/// <param name="TimesFired">In how many prompts it was applied; 0 where its position lies behind the one that is read, or is none of a prompt's.</param>
/// <param name="Change">Euclidean norm of all that it changed at its own place, after minus before, up to the position that is read; 0 where the other run had the same there.</param>
public sealed record PatchReceipt(int TimesFired, double Change);
