namespace Overhear;

/// <summary>A head of a circuit, where it works. Plain data.</summary>
/// <param name="Head">The head.</param>
/// <param name="Role">What it does, for instance name mover.</param>
/// <param name="Position">The role of the word at which it does so (<see cref="TaskSet.Positions"/>): END, S2, S1+1. Null for all positions.</param>
public sealed record CircuitHead(HeadId Head, string Role, string? Position = null)
{
    /// <summary>The head, its role and its position.</summary>
    public override string ToString() => $"{Head} ({Role}{(Position is null ? "" : $" at {Position}")})";
}
