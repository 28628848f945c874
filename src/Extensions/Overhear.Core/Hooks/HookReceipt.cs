namespace Overhear;

/// <summary>What an edit did: an edit that fired nowhere is an error, so a receipt always says at least 1.</summary>
/// <param name="Point">The place.</param>
/// <param name="TimesFired">How often it was applied.</param>
/// <param name="Change">Euclidean norm of all that it changed, after minus before; 0 for an edit that changed nothing.</param>
public sealed record HookReceipt(HookPoint Point, int TimesFired, double Change);
