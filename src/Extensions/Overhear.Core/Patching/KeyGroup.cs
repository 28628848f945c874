namespace Overhear;

/// <summary>Positions that are kept from being looked at together, and what they are called. Plain data.</summary>
/// <param name="Name">Their name.</param>
/// <param name="Positions">The positions by name (<see cref="TwinPrompts.At"/>): IO, S1; at least one.</param>
public sealed record KeyGroup(string Name, params IReadOnlyList<string> Positions)
{
    /// <summary>The name and the positions.</summary>
    public override string ToString() => $"{Name}: {string.Join(", ", Positions)}";
}
