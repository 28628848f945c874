namespace Overhear;

/// <summary>How much each head attends like one of three kinds of head, sequence by sequence. Plain data.</summary>
public sealed class HeadScoresResult : IResult<HeadScoresResult>
{
    /// <summary>The mean attention from which on a head is named after a pattern, where no other number is given.</summary>
    public const double Threshold = .4;

    internal HeadScoresResult(IReadOnlyList<RepeatedSequence> sequences, HeadEffects previousToken, HeadEffects duplicateToken, HeadEffects induction, RunRecord record) =>
        (Sequences, PreviousToken, DuplicateToken, Induction, Record) = (sequences, previousToken.With(record), duplicateToken.With(record), induction.With(record), record);

    /// <summary>The sequences.</summary>
    public IReadOnlyList<RepeatedSequence> Sequences { get; }

    /// <summary>Mean attention to the token before, 0 to 1.</summary>
    public HeadEffects PreviousToken { get; }

    /// <summary>Mean attention to the same token's last occurrence, 0 to 1.</summary>
    public HeadEffects DuplicateToken { get; }

    /// <summary>Mean attention to the token after the same token's last occurrence, 0 to 1.</summary>
    public HeadEffects Induction { get; }

    /// <summary>What it was made with.</summary>
    public RunRecord Record { get; }

    /// <summary>The heads that give at least so much to the token before, highest first; none may be.</summary>
    public IReadOnlyList<HeadId> PreviousTokenHeads(double threshold = Threshold) => PreviousToken.AtLeast(threshold);

    /// <summary>The heads that give at least so much to the same token's last occurrence, highest first; none may be.</summary>
    public IReadOnlyList<HeadId> DuplicateTokenHeads(double threshold = Threshold) => DuplicateToken.AtLeast(threshold);

    /// <summary>The heads that give at least so much to the token after the same token's last occurrence, highest first; none may be.</summary>
    public IReadOnlyList<HeadId> InductionHeads(double threshold = Threshold) => Induction.AtLeast(threshold);

    void IResult.Describe(ResultContent content)
    {
        PreviousToken.AddTo(content, "previous_token");
        DuplicateToken.AddTo(content, "duplicate_token");
        Induction.AddTo(content, "induction");
        content
            .Axis("position", Sequences[0].Ids.Count)
            .Integers("sequence_id", "token id of the sequence", ["prompt", "position"], Sequences.SelectMany(sequence => sequence.Ids))
            .Integers("sequence_start", "where the random tokens begin", ["prompt"], Sequences.Select(sequence => sequence.Start))
            .Integers("sequence_period", "how many tokens are repeated", ["prompt"], Sequences.Select(sequence => sequence.Period));
    }

    static HeadScoresResult IResult<HeadScoresResult>.Read(ResultReader reader)
    {
        var (ids, length) = (reader.Integers("sequence_id", "prompt", "position"), reader.Size("position"));
        var (starts, periods) = (reader.Integers("sequence_start", "prompt"), reader.Integers("sequence_period", "prompt"));
        return new HeadScoresResult(
            [.. ids.Chunk(Math.Max(1, length)).Select((sequence, i) => new RepeatedSequence(sequence, starts[i], periods[i]))],
            HeadEffects.From(reader, "previous_token"), HeadEffects.From(reader, "duplicate_token"), HeadEffects.From(reader, "induction"), reader.Record);
    }
}
