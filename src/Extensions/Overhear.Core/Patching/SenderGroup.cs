namespace Overhear;

/// <summary>Senders that send together, and what they are called. Plain data.</summary>
/// <param name="Name">Their name.</param>
/// <param name="Senders">Heads, MLPs or the embedding; at least one.</param>
public sealed record SenderGroup(string Name, params IReadOnlyList<PathSender> Senders)
{
    /// <summary>Heads that send together, for instance those of a role.</summary>
    public static SenderGroup OfHeads(string name, params IEnumerable<HeadId> heads) => new(name, [.. heads.Select(PathSender.OfHead)]);

    /// <summary>The name and the senders.</summary>
    public override string ToString() => $"{Name}: {string.Join(", ", Senders)}";
}
