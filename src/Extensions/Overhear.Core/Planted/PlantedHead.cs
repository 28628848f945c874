namespace Overhear;

/// <summary>A head that was planted. Plain data.</summary>
/// <param name="Head">Which.</param>
/// <param name="Role">What it is: duplicate token, inhibition, mover.</param>
/// <param name="Tasks">The tasks whose answers need it.</param>
public sealed record PlantedHead(HeadId Head, string Role, IReadOnlyList<string> Tasks)
{
    /// <summary>For instance: 3.0 mover.</summary>
    public override string ToString() => $"{Head} {Role}";
}
