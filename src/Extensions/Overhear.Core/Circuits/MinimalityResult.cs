namespace Overhear;

/// <summary>What each head of a circuit adds. Plain data.</summary>
public sealed class MinimalityResult : IResult<MinimalityResult>
{
    const string ChangeName = "change of the circuit's logit difference without the head";

    internal MinimalityResult(IEnumerable<MinimalityScore> scores, RunRecord record) =>
        (Scores, Record) = ([.. scores.Select(score => score with { Change = score.Change.As(ChangeName, LogitDifference.Unit, record) })], record);

    /// <summary>One score for each head of the circuit, in its order.</summary>
    public IReadOnlyList<MinimalityScore> Scores { get; }

    /// <summary>The head that adds least.</summary>
    public MinimalityScore Least => Scores.MinBy(score => score.Share)!;

    /// <summary>What it was made with.</summary>
    public RunRecord Record { get; }

    void IResult.Describe(ResultContent content) => content.Axis("circuit_head", Scores.Count).Axis("prompt", Scores[0].Change.Values.Count)
        .Texts("head", "layer.head, role, position", ["circuit_head"], Scores.Select(score => CircuitHeadText.Of([score.Head])))
        .Texts("part", "what was taken away", ["circuit_head"], Scores.Select(score => score.Part))
        .Texts("without", "heads taken away: layer.head, role, position", ["circuit_head"], Scores.Select(score => CircuitHeadText.Of(score.Without)))
        .Numbers("change", ChangeName, LogitDifference.Unit, ["circuit_head", "prompt"], Scores.SelectMany(score => score.Change.Values))
        .Numbers("share", "size of the mean change over the model's logit difference", "", ["circuit_head"], Scores.Select(score => score.Share));

    static MinimalityResult IResult<MinimalityResult>.Read(ResultReader reader)
    {
        var (heads, parts, without, shares) = (reader.Texts("head", "circuit_head"), reader.Texts("part", "circuit_head"), reader.Texts("without", "circuit_head"), reader.Numbers("share", "circuit_head"));
        double[][] changes = [.. reader.Numbers("change", "circuit_head", "prompt").Chunk(Math.Max(1, reader.Size("prompt")))];
        return new MinimalityResult(heads.Select((head, at) => new MinimalityScore(
            CircuitHeadText.Read(head)[0], parts[at], CircuitHeadText.Read(without[at]), new PromptValues(changes[at]), shares[at])), reader.Record);
    }
}
