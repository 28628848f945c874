namespace Overhear;

/// <summary>How much each head attends like one of three kinds of head, sequence by sequence. Plain data.</summary>
public sealed class HeadScoresResult
{
    /// <summary>The mean attention from which on a head is named after a pattern, where no other number is given.</summary>
    public const double Threshold = .4;

    internal HeadScoresResult(IReadOnlyList<RepeatedSequence> sequences, HeadEffects previousToken, HeadEffects duplicateToken, HeadEffects induction, RunRecord record) =>
        (Sequences, PreviousToken, DuplicateToken, Induction, Record) = (sequences, previousToken, duplicateToken, induction, record);

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
}
