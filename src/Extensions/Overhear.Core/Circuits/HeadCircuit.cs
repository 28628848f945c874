namespace Overhear;

/// <summary>A circuit of heads, each with its role and the position at which it works (Wang et al. 2022, arXiv:2211.00593, figure 2). Plain data.</summary>
/// <param name="Heads">Its heads; one may be there several times, with other roles or positions.</param>
public sealed record HeadCircuit(params IReadOnlyList<CircuitHead> Heads)
{
    /// <summary>The roles, in the order of their first heads.</summary>
    public IReadOnlyList<string> Roles => [.. Heads.Select(head => head.Role).Distinct()];

    /// <summary>A circuit whose heads all have one role.</summary>
    /// <param name="role">The role.</param>
    /// <param name="heads">The heads; may be none.</param>
    /// <param name="position">The role of the word at which they work; null for all positions.</param>
    public static HeadCircuit Of(string role, IEnumerable<HeadId> heads, string? position = null) => new([.. heads.Select(head => new CircuitHead(head, role, position))]);

    /// <summary>The heads of both.</summary>
    public HeadCircuit And(HeadCircuit other) => new([.. Heads.Union(other.Heads)]);

    /// <summary>The heads of one role.</summary>
    /// <exception cref="ArgumentException">No head has it; the message lists the roles.</exception>
    public IReadOnlyList<CircuitHead> OfRole(string role) => Heads.Where(head => head.Role == role).ToList() is { Count: > 0 } found
        ? found
        : throw new ArgumentException($"No head of the circuit is a {role}; its roles are {string.Join(", ", Roles)}.", nameof(role));

    /// <summary>Throws unless there is a head and all are of the model, at positions that all prompts have.</summary>
    internal void Require(TransformerModel model, TaskSet set)
    {
        if (Heads.Count == 0) throw new ArgumentException("The circuit has no head; at least one is needed.", nameof(Heads));
        foreach (var head in Heads)
        {
            model.Require(head.Head);
            if (head.Position is { } position) set.Positions(position);
        }
    }

    /// <summary>How many heads of which role.</summary>
    public override string ToString() => string.Join("; ", Heads.GroupBy(head => head.Role).Select(of => $"{of.Key}: {string.Join(", ", of.Select(head => $"{head.Head}{(head.Position is null ? "" : $" at {head.Position}")}"))}"));
}
