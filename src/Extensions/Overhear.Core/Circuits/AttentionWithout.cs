namespace Overhear;

/// <summary>
/// Where heads look once others are gone, or say what they say of other prompts (Wang et al. 2022, arXiv:2211.00593, section 3.2, figure 4c,
/// and appendix A, figure 10: name movers without S-inhibition heads, and with those of other prompts).
/// </summary>
public static class AttentionWithout
{
    /// <summary>The attention of every head from the last token to words, with and without the given heads.</summary>
    /// <param name="model">The model.</param>
    /// <param name="set">The prompts, several of each template.</param>
    /// <param name="removed">The heads that go, each at its positions.</param>
    /// <param name="roles">The words' roles: IO, S1, S2.</param>
    /// <param name="reference">The twin over which means are taken.</param>
    /// <remarks>Three forward passes. The heads that go are held at their means over corrupted twins of their template (<see cref="CircuitFaithfulness"/>).</remarks>
    /// <exception cref="ArgumentException">The circuit has no head or one that the model has not, there is no role, or a prompt has no such twin or position.</exception>
    public static AttentionWithoutResult Of(TransformerModel model, TaskSet set, HeadCircuit removed, IReadOnlyList<string> roles, string reference = IndirectObject.Abc)
    {
        RequireRoles(roles);
        return KnockoutRuns.Use(model, set, removed, reference, runs =>
            new AttentionWithoutResult(removed, null, roles, Effects(roles, runs.AttentionWithout([], roles)), Effects(roles, runs.AttentionWithout(removed.Heads, roles)), model.Record()));
    }

    /// <summary>The attention of every head from the last token to words, as it is and with what the given heads write there on the twins.</summary>
    /// <param name="model">The model.</param>
    /// <param name="set">The prompts.</param>
    /// <param name="heads">The heads whose weighted values (z) at the last token are taken from the twins.</param>
    /// <param name="twin">The twin: one of <see cref="SignalTwins"/>, or <see cref="IndirectObject.Swap"/>.</param>
    /// <param name="roles">The words' roles: IO, S1, S2.</param>
    /// <remarks>Four forward passes.</remarks>
    /// <exception cref="ArgumentException">There is no head or one that the model has not, there is no role, or a prompt has no such twin or position.</exception>
    public static AttentionWithoutResult FromTwin(TransformerModel model, TaskSet set, IReadOnlyList<HeadId> heads, string twin, IReadOnlyList<string> roles)
    {
        RequireRoles(roles);
        EndOutputs.Require(model, heads);
        IReadOnlyList<IReadOnlyList<int>>[] words = [.. roles.Select(role => (IReadOnlyList<IReadOnlyList<int>>)[.. set.Positions(role).Select(at => (IReadOnlyList<int>)[at])])];
        HeadEffects[] Looks(TokenBatch source) => Effects(roles, EndOutputs.Use(model, set.Batch, heads, source, HookSelection.Kinds(HookKind.Pattern), run => words.Select(of => EndRows.Sums(model, run, of)).ToList()));
        return new AttentionWithoutResult(HeadCircuit.Of("patched", heads, "END"), twin, roles, Looks(set.Batch), Looks(set.Twin(twin)), model.Record());
    }

    static HeadEffects[] Effects(IReadOnlyList<string> roles, IReadOnlyList<double[,,]> tables) => [.. tables.Select((table, role) => new HeadEffects($"attention from END to {roles[role]}", "", table))];

    static void RequireRoles(IReadOnlyList<string> roles)
    {
        if (roles.Count == 0) throw new ArgumentException("There is no role; at least one is needed.", nameof(roles));
    }
}
