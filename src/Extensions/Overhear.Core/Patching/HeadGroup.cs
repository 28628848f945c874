namespace Overhear;

/// <summary>Some heads and what they are called together, for instance those of a role. Plain data.</summary>
/// <param name="Name">Their name.</param>
/// <param name="Heads">The heads; at least one.</param>
public sealed record HeadGroup(string Name, params IReadOnlyList<HeadId> Heads)
{
    /// <summary>The name and the heads.</summary>
    public override string ToString() => $"{Name}: {string.Join(", ", Heads)}";
}
