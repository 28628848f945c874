namespace Overhear;

/// <summary>What a model answers when heads are kept from looking at some words. Plain data.</summary>
public sealed class AttentionBlockResult : IResult<AttentionBlockResult>
{
    const int Fixed = 3; // as it is, cut, values at 0; controls follow

    readonly IReadOnlyList<HeadGroup> groups;
    readonly IReadOnlyList<PromptValues> correct;

    internal AttentionBlockResult(IReadOnlyList<HeadGroup> groups, IReadOnlyList<PromptValues> correct, RunRecord record) => (this.groups, this.correct, Record) = (groups, correct, record);

    /// <summary>1 for each prompt that the model answers right as it is, 0 for the others.</summary>
    public PromptValues Before => correct[0];

    /// <summary>The same with the heads cut.</summary>
    public PromptValues Cut => correct[1];

    /// <summary>The same with the heads' values at 0 everywhere, so that they write nothing: what the authors' script does.</summary>
    public PromptValues Silent => correct[2];

    /// <summary>The heads that were cut.</summary>
    public IReadOnlyList<HeadId> Heads => groups[1].Heads;

    /// <summary>The heads of each control.</summary>
    public IReadOnlyList<HeadGroup> Controls => [.. groups.Skip(Fixed)];

    /// <summary>The accuracy of each control, 0 to 1; null where none was asked for. Its values are controls, not prompts.</summary>
    public PromptValues? ControlAccuracies => groups.Count == Fixed ? null : new PromptValues(correct.Skip(Fixed).Select(values => values.Mean)) { Name = "accuracy with other heads cut", Record = Record };

    /// <summary>The share of controls whose accuracy is as low or lower: (1 + hits) / (1 + controls). Null hypothesis: these heads are like any others.</summary>
    public double? P => groups.Count == Fixed ? null : (1.0 + correct.Skip(Fixed).Count(values => values.Mean <= Cut.Mean)) / (1.0 + groups.Count - Fixed);

    /// <summary>What it was made with.</summary>
    public RunRecord Record { get; }

    void IResult.Describe(ResultContent content) => content.Axis("run", [.. groups.Select(group => group.Name)]).Axis("prompt", Before.Values.Count)
        .Texts("heads", "heads that were cut", ["run"], groups.Select(group => string.Join(" ", group.Heads)))
        .Numbers("correct", "1 where the answer is the most probable token", "", ["run", "prompt"], correct.SelectMany(values => values.Values));

    static AttentionBlockResult IResult<AttentionBlockResult>.Read(ResultReader reader)
    {
        var (names, heads) = (reader.Labels("run"), reader.Texts("heads", "run"));
        HeadGroup[] groups = [.. names.Zip(heads, (name, of) => new HeadGroup(name, [.. of.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(HeadId.Parse)]))];
        return new AttentionBlockResult(groups, [.. reader.Numbers("correct", "run", "prompt").Chunk(Math.Max(1, reader.Size("prompt")))
            .Select((values, at) => new PromptValues(values) { Name = $"answers right, {names[at]}", Record = reader.OptionalRecord })], reader.Record);
    }

    /// <summary>The accuracies.</summary>
    public override string ToString() => FormattableString.Invariant($"as it is {100 * Before.Mean:0.#} %, cut {100 * Cut.Mean:0.#} %, values at 0 {100 * Silent.Mean:0.#} %{(ControlAccuracies is { } others ? $", other heads {100 * others.Mean:0.#} ± {100 * others.StandardError:0.#} %" : "")}");
}
