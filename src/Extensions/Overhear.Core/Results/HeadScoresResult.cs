namespace Overhear;

/// <summary>Scores of every head on random repeated tokens. Plain data.</summary>
/// <param name="PreviousToken">Attention to the token before.</param>
/// <param name="DuplicateToken">In the second round, to the same token in the first.</param>
/// <param name="Induction">In the second round, to the token after the same one in the first: what comes next.</param>
/// <param name="Layers">Layers of the model.</param>
/// <param name="Heads">Heads of a layer.</param>
/// <param name="Even">What attention that is equal everywhere would score on each of the three, in that order.</param>
/// <param name="Record">What they were made with.</param>
public sealed record HeadScoresResult(
    IReadOnlyList<HeadScore> PreviousToken, IReadOnlyList<HeadScore> DuplicateToken, IReadOnlyList<HeadScore> Induction,
    int Layers, int Heads, IReadOnlyList<double> Even, RunRecord Record)
{
    /// <summary>Mean scores [layer, head].</summary>
    /// <param name="scores">One of the three.</param>
    /// <param name="name">What they are called.</param>
    public LabelledMatrix Matrix(IReadOnlyList<HeadScore> scores, string name)
    {
        var values = new double[Layers, Heads];
        foreach (var score in scores) values[score.Head.Layer, score.Head.Head] = score.Mean;
        return new LabelledMatrix(name, values, Enumerable.Range(0, Layers).Select(l => $"{l}"), Enumerable.Range(0, Heads).Select(h => $"{h}"), "layer", "head", "attention");
    }

    /// <summary>Heads whose score is at least as large as asked for, the largest first. Empty where there is none.</summary>
    /// <param name="scores">One of the three.</param>
    /// <param name="least">The least mean attention, 0 to 1.</param>
    public static IReadOnlyList<HeadScore> AtLeast(IReadOnlyList<HeadScore> scores, double least) => [.. scores.Where(score => score.Mean >= least).OrderByDescending(score => score.Mean)];
}
