using System.Globalization;

namespace Overhear;

/// <summary>The mean attention of every head to the token that many back, over some prompts. Plain data.</summary>
public sealed class AttentionByDistanceResult : IResult<AttentionByDistanceResult>
{
    static readonly string[] axes = ["layer", "head", "distance"];

    readonly double[,,] attention; // [layer, head, distance - 1]
    readonly double[] equal;

    internal AttentionByDistanceResult(double[,,] attention, double[] equal, IReadOnlyList<int> lengths, Prompt first, RunRecord record)
    {
        (this.attention, this.equal, Lengths, First, Record) = (attention, equal, lengths, first, record);
        Heads = [.. Enumerable.Range(0, attention.GetLength(0)).SelectMany(layer => Enumerable.Range(0, attention.GetLength(1)).Select(head => new HeadId(layer, head)))];
        Distances = [.. Enumerable.Range(1, equal.Length)];
        if (attention.Length == 0 || attention.GetLength(2) != equal.Length || lengths.Count == 0)
            throw new ArgumentException($"There are {attention.GetLength(2)} distances of {Heads.Count} heads, {equal.Length} of equal attention, and {lengths.Count} prompts; at least one of each is needed, and as many distances as of equal attention.");
    }

    /// <summary>The first of the prompts, so that a reader sees what they are like.</summary>
    public Prompt First { get; }

    /// <summary>How many tokens each prompt has.</summary>
    public IReadOnlyList<int> Lengths { get; }

    /// <summary>What it was made with.</summary>
    public RunRecord Record { get; }

    /// <summary>The heads, by layer.</summary>
    public IReadOnlyList<HeadId> Heads { get; }

    /// <summary>The distances, in tokens: 1 is the token before.</summary>
    public IReadOnlyList<int> Distances { get; }

    /// <summary>A head's mean attention to the token that many back, 0 to 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such head or distance.</exception>
    public double this[HeadId head, int distance] => head.Layer >= 0 && head.Layer < attention.GetLength(0) && head.Head >= 0 && head.Head < attention.GetLength(1)
        ? attention[head.Layer, head.Head, Index(distance)]
        : throw new ArgumentOutOfRangeException(nameof(head), head, $"There is no such head; there are {Heads[0]} to {Heads[^1]}.");

    /// <summary>What a head that looks at all tokens equally would give the token that many back, in the mean over the same queries.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such distance.</exception>
    public double Equal(int distance) => equal[Index(distance)];

    /// <summary>The distance at which a head is farthest above one that looks at all tokens equally; among equals the nearest.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such head.</exception>
    public AttentionPeak Peak(HeadId head) => Distances.Select(distance => new AttentionPeak(head, distance, this[head, distance] - Equal(distance))).MaxBy(peak => peak.Above);

    /// <summary>
    /// For each distance that heads have their peak at, the head that stands out most; of those the ones that stand out most of all, from
    /// the nearest distance to the farthest. Heads that are nowhere above equal attention are not among them, so there may be fewer, or none.
    /// </summary>
    /// <param name="count">How many at most; at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than one is asked for.</exception>
    public IReadOnlyList<AttentionPeak> Positional(int count)
    {
        if (count < 1) throw new ArgumentOutOfRangeException(nameof(count), count, "At least one head is asked for.");
        var best = Heads.Select(Peak).Where(peak => peak.Above > 0).GroupBy(peak => peak.Distance).Select(same => same.MaxBy(peak => peak.Above));
        return [.. best.OrderByDescending(peak => peak.Above).Take(count).OrderBy(peak => peak.Distance)];
    }

    /// <summary>All numbers, heads by distances.</summary>
    public LabelledMatrix Means()
    {
        var numbers = RowMajor.Fill(new double[Heads.Count, Distances.Count], RowMajor.Of(attention));
        return new LabelledMatrix("mean attention", numbers, Heads.Select(head => $"{head}"), Labels(Distances.Count), "head", "distance back (tokens)") { Record = Record };
    }

    void IResult.Describe(ResultContent content)
    {
        First.AddTo(content);
        content
            .Axis("layer", attention.GetLength(0)).Axis("head", attention.GetLength(1)).Axis("distance", Labels(Distances.Count)).Axis("prompt", Lengths.Count)
            .Numbers("attention", "mean attention to the token that many back, 0 to 1", "", axes, RowMajor.Of(attention))
            .Numbers("equal", "the same of a head that looks at all tokens equally", "", ["distance"], equal)
            .Integers("prompt_length", "tokens of the prompt", ["prompt"], Lengths);
    }

    static AttentionByDistanceResult IResult<AttentionByDistanceResult>.Read(ResultReader reader)
    {
        var labels = reader.Labels("distance");
        if (!labels.SequenceEqual(Labels(labels.Count))) throw new ArgumentException("The distances are 1, 2 and so on.");
        var numbers = RowMajor.Fill(new double[reader.Size("layer"), reader.Size("head"), labels.Count], reader.Numbers("attention", axes));
        return new AttentionByDistanceResult(numbers, reader.Numbers("equal", "distance"), reader.Integers("prompt_length", "prompt"), Prompt.From(reader), reader.Record);
    }

    int Index(int distance) => distance >= 1 && distance <= equal.Length
        ? distance - 1
        : throw new ArgumentOutOfRangeException(nameof(distance), distance, $"There are distances 1 to {equal.Length}.");

    static string[] Labels(int count) => [.. Enumerable.Range(1, count).Select(distance => distance.ToString(CultureInfo.InvariantCulture))];
}
