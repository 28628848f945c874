namespace Overhear;

/// <summary>What each head of a circuit adds. Plain data.</summary>
public sealed class MinimalityResult : IResult<MinimalityResult>
{
    const string Name = "logit difference of the circuit without the part", WithoutHead = $"{Name} and the head";

    internal MinimalityResult(IEnumerable<MinimalityScore> scores, RunRecord record) =>
        (Scores, Record) = ([.. scores.Select(score => score with { Before = score.Before.As(Name, LogitDifference.Unit, record), After = score.After.As(WithoutHead, LogitDifference.Unit, record) })], record);

    /// <summary>One score for each head of the circuit, in its order.</summary>
    public IReadOnlyList<MinimalityScore> Scores { get; }

    /// <summary>The head that adds least.</summary>
    public MinimalityScore Least => Scores.MinBy(score => score.Share)!;

    /// <summary>What it was made with.</summary>
    public RunRecord Record { get; }

    void IResult.Describe(ResultContent content) => content.Axis("circuit_head", Scores.Count).Axis("prompt", Scores[0].After.Values.Count)
        .Texts("head", "layer.head, role, position", ["circuit_head"], Scores.Select(score => CircuitHeadText.Of([score.Head])))
        .Texts("part", "what was taken away", ["circuit_head"], Scores.Select(score => score.Part))
        .Texts("without", "heads taken away: layer.head, role, position", ["circuit_head"], Scores.Select(score => CircuitHeadText.Of(score.Without)))
        .Numbers("before", Name, LogitDifference.Unit, ["circuit_head", "prompt"], Scores.SelectMany(score => score.Before.Values))
        .Numbers("after", WithoutHead, LogitDifference.Unit, ["circuit_head", "prompt"], Scores.SelectMany(score => score.After.Values))
        .Numbers("share", "size of the mean change over the model's logit difference", "", ["circuit_head"], Scores.Select(score => score.Share));

    static MinimalityResult IResult<MinimalityResult>.Read(ResultReader reader)
    {
        var (heads, parts, without, shares) = (reader.Texts("head", "circuit_head"), reader.Texts("part", "circuit_head"), reader.Texts("without", "circuit_head"), reader.Numbers("share", "circuit_head"));
        PromptValues[] Values(string table) => [.. reader.Numbers(table, "circuit_head", "prompt").Chunk(Math.Max(1, reader.Size("prompt"))).Select(numbers => new PromptValues(numbers))];
        var (before, after) = (Values("before"), Values("after"));
        return new MinimalityResult(heads.Select((head, at) => new MinimalityScore(
            CircuitHeadText.Read(head)[0], parts[at], CircuitHeadText.Read(without[at]), before[at], after[at], shares[at])), reader.Record);
    }
}
