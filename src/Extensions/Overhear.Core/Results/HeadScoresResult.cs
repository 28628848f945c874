namespace Overhear;

/// <summary>Scores of every head on random repeated tokens. Plain data.</summary>
public sealed class HeadScoresResult
{
    readonly IReadOnlyDictionary<HeadScoreKind, IReadOnlyList<HeadScore>> scores;
    readonly IReadOnlyDictionary<HeadScoreKind, double> even;

    internal HeadScoresResult(
        IReadOnlyDictionary<HeadScoreKind, IReadOnlyList<HeadScore>> scores, IReadOnlyDictionary<HeadScoreKind, double> even, int layers, int heads, RunRecord record)
    {
        (this.scores, this.even) = (scores, even);
        (Layers, Heads, Record) = (layers, heads, record);
    }

    /// <summary>Layers of the model.</summary>
    public int Layers { get; }

    /// <summary>Heads of a layer.</summary>
    public int Heads { get; }

    /// <summary>What they were made with.</summary>
    public RunRecord Record { get; }

    /// <summary>The scores of every head, by layer and head.</summary>
    public IReadOnlyList<HeadScore> Of(HeadScoreKind kind) => scores[kind];

    /// <summary>What attention that is equal everywhere would score.</summary>
    public double Even(HeadScoreKind kind) => even[kind];

    /// <summary>Heads that score at least so much, the largest first. Empty where there is none.</summary>
    /// <param name="kind">What they look at.</param>
    /// <param name="least">The least mean attention, 0 to 1.</param>
    public IReadOnlyList<HeadScore> AtLeast(HeadScoreKind kind, double least) => [.. Of(kind).Where(score => score.Mean >= least).OrderByDescending(score => score.Mean)];

    /// <summary>Mean scores [layer, head], 0 to 1.</summary>
    public LabelledMatrix Matrix(HeadScoreKind kind)
    {
        var values = new double[Layers, Heads];
        foreach (var score in Of(kind)) values[score.Head.Layer, score.Head.Head] = score.Mean;
        return new LabelledMatrix("attention", values, Enumerable.Range(0, Layers).Select(l => $"{l}"), Enumerable.Range(0, Heads).Select(h => $"{h}"), "layer", "head");
    }
}
