namespace Overhear;

/// <summary>Where every head looks, as it is and without some heads, or with what these write on twins. Plain data.</summary>
public sealed class AttentionWithoutResult : IResult<AttentionWithoutResult>
{
    internal AttentionWithoutResult(HeadCircuit removed, string? twin, IReadOnlyList<string> roles, IReadOnlyList<HeadEffects> before, IReadOnlyList<HeadEffects> after, RunRecord record) =>
        (Removed, Twin, Roles, Before, After, Record) = (removed, twin, roles, [.. before.Select(effects => effects.With(record))], [.. after.Select(effects => effects.With(record))], record);

    /// <summary>The heads that were taken away, or patched.</summary>
    public HeadCircuit Removed { get; }

    /// <summary>The twin from whose run their outputs were taken; null where they were held at means.</summary>
    public string? Twin { get; }

    /// <summary>The roles of the words.</summary>
    public IReadOnlyList<string> Roles { get; }

    /// <summary>Of each role the attention of every head from the last token, 0 to 1.</summary>
    public IReadOnlyList<HeadEffects> Before { get; }

    /// <summary>The same without the heads, or with them patched.</summary>
    public IReadOnlyList<HeadEffects> After { get; }

    /// <summary>What it was made with.</summary>
    public RunRecord Record { get; }

    /// <summary>The mean over some heads, prompt by prompt.</summary>
    /// <param name="role">The role's number.</param>
    /// <param name="after">Whether without the heads that were taken away.</param>
    /// <param name="heads">The heads; at least one.</param>
    /// <exception cref="ArgumentException">There is no head.</exception>
    public PromptValues Mean(int role, bool after, IReadOnlyList<HeadId> heads)
    {
        if (heads.Count == 0) throw new ArgumentException("There is no head; at least one is needed.", nameof(heads));
        var effects = (after ? After : Before)[role];
        return new PromptValues(Enumerable.Range(0, effects.Prompts).Select(prompt => heads.Average(head => effects[head].Values[prompt]))).As(effects.Name, "", Record);
    }

    void IResult.Describe(ResultContent content)
    {
        content.Fact("removed", CircuitHeadText.Of(Removed.Heads)).Fact("twin", Twin ?? "").Axis("role", Roles).Axis("layer", Before[0].Layers).Axis("head", Before[0].HeadsPerLayer).Axis("prompt", Before[0].Prompts);
        foreach (var (table, effects) in new[] { ("before", Before), ("after", After) })
            content.Numbers(table, "attention from END", "", ["role", "layer", "head", "prompt"], effects.SelectMany(of => of.Heads.SelectMany(head => of[head].Values)));
    }

    static AttentionWithoutResult IResult<AttentionWithoutResult>.Read(ResultReader reader)
    {
        var (roles, layers, heads, prompts) = (reader.Labels("role"), reader.Size("layer"), reader.Size("head"), reader.Size("prompt"));
        HeadEffects[] Effects(string table) => [.. reader.Numbers(table, "role", "layer", "head", "prompt").Chunk(Math.Max(1, layers * heads * prompts))
            .Select((numbers, role) => new HeadEffects($"attention from END to {roles[role]}", "", RowMajor.Fill(new double[layers, heads, prompts], numbers)))];
        return new AttentionWithoutResult(new HeadCircuit(CircuitHeadText.Read(reader.Text("removed"))), reader.Text("twin") is { Length: > 0 } twin ? twin : null, roles, Effects("before"), Effects("after"), reader.Record);
    }
}
