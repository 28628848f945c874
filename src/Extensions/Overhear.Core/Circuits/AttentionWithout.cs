namespace Overhear;

/// <summary>
/// Where heads look once others are gone (Wang et al. 2022, arXiv:2211.00593, section 3.2, figure 4c: name movers without S-inhibition heads).
/// </summary>
/// <remarks>The heads that go are held at their means over corrupted twins of their template (<see cref="CircuitFaithfulness"/>).</remarks>
public static class AttentionWithout
{
    /// <summary>The attention of every head from the last token to words, with and without the given heads.</summary>
    /// <param name="model">The model.</param>
    /// <param name="set">The prompts, several of each template.</param>
    /// <param name="removed">The heads that go, each at its positions.</param>
    /// <param name="roles">The words' roles: IO, S1, S2.</param>
    /// <param name="reference">The twin over which means are taken.</param>
    /// <remarks>Three forward passes.</remarks>
    /// <exception cref="ArgumentException">The circuit has no head or one that the model has not, there is no role, or a prompt has no such twin or position.</exception>
    public static AttentionWithoutResult Of(TransformerModel model, TaskSet set, HeadCircuit removed, IReadOnlyList<string> roles, string reference = IndirectObject.Abc)
    {
        if (roles.Count == 0) throw new ArgumentException("There is no role; at least one is needed.", nameof(roles));
        return KnockoutRuns.Use(model, set, removed, reference, runs =>
        {
            HeadEffects[] Effects(IReadOnlyList<double[,,]> tables) => [.. tables.Select((table, role) => new HeadEffects($"attention from END to {roles[role]}", "", table))];
            return new AttentionWithoutResult(removed, roles, Effects(runs.AttentionWithout([], roles)), Effects(runs.AttentionWithout(removed.Heads, roles)), model.Record());
        });
    }
}
