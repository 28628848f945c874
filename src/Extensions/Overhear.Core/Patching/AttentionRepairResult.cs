namespace Overhear;

/// <summary>What a model answers as it is, and with the attention of groups of heads set. Plain data.</summary>
public sealed class AttentionRepairResult : IResult<AttentionRepairResult>
{
    internal AttentionRepairResult(IReadOnlyList<RepairedRun> runs, RunRecord record) => (Runs, Record) = (runs, record);

    /// <summary>The model as it is, each group, and all groups where there are several.</summary>
    public IReadOnlyList<RepairedRun> Runs { get; }

    /// <summary>The model as it is.</summary>
    public RepairedRun Before => Runs[0];

    /// <summary>With all groups set.</summary>
    public RepairedRun After => Runs[^1];

    /// <summary>What it was made with.</summary>
    public RunRecord Record { get; }

    void IResult.Describe(ResultContent content)
    {
        content.Axis("run", [.. Runs.Select(run => run.Name)]).Axis("layer", Before.Attribution.Layers).Axis("head", Before.Attribution.HeadsPerLayer).Axis("prompt", Before.Correct.Values.Count)
            .Texts("heads", "heads whose attention was set", ["run"], Runs.Select(run => string.Join(" ", run.Heads)))
            .Integers("new_mistakes", "prompts that the model answers right as it is, and wrong now", ["run"], Runs.Select(run => run.NewMistakes))
            .Numbers("correct", "1 where the answer is the most probable token", "", ["run", "prompt"], Runs.SelectMany(run => run.Correct.Values));
        void Heads(string table, Func<RepairedRun, HeadEffects> of) => content.Numbers(
            table, of(Before).Name, of(Before).Unit, ["run", "layer", "head", "prompt"], Runs.SelectMany(run => of(run).Heads.SelectMany(head => of(run)[head].Values)));
        Heads("attribution", run => run.Attribution);
        Heads("to_right", run => run.ToRight);
        Heads("to_wrong", run => run.ToWrong);
    }

    static AttentionRepairResult IResult<AttentionRepairResult>.Read(ResultReader reader)
    {
        var (names, heads, mistakes) = (reader.Labels("run"), reader.Texts("heads", "run"), reader.Integers("new_mistakes", "run"));
        var (layers, inLayer, prompts) = (reader.Size("layer"), reader.Size("head"), reader.Size("prompt"));
        double[][] correct = [.. reader.Numbers("correct", "run", "prompt").Chunk(Math.Max(1, prompts))];
        HeadEffects[] Effects(string table) => [.. reader.Numbers(table, "run", "layer", "head", "prompt").Chunk(Math.Max(1, layers * inLayer * prompts))
            .Select(numbers => new HeadEffects(reader.Title(table), reader.Unit(table), RowMajor.Fill(new double[layers, inLayer, prompts], numbers)) { Record = reader.OptionalRecord })];
        var (attribution, right, wrong) = (Effects("attribution"), Effects("to_right"), Effects("to_wrong"));
        return new AttentionRepairResult([.. names.Select((name, at) => new RepairedRun(
            name, [.. heads[at].Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(HeadId.Parse)],
            new PromptValues(correct[at]) { Name = $"answers right, {name}", Record = reader.OptionalRecord }, mistakes[at], attribution[at], right[at], wrong[at]))], reader.Record);
    }
}
