namespace Overhear;

/// <summary>Attention probabilities of some heads on one prompt: rows look, columns are looked at. Plain data.</summary>
public sealed class AttentionPatternsResult : IResult<AttentionPatternsResult>
{
    static readonly string[] axes = ["layer", "prompt", "head", "query", "key"]; // TransformerLens' [batch, head, query_pos, key_pos] in each layer

    readonly SortedDictionary<HeadId, double[,]> patterns;

    internal AttentionPatternsResult(Prompt prompt, IEnumerable<(HeadId Head, double[,] Values)> patterns, RunRecord record)
    {
        Prompt = prompt;
        Record = record;
        this.patterns = new SortedDictionary<HeadId, double[,]>(patterns.ToDictionary(p => p.Head, p => p.Values));
    }

    /// <summary>The prompt.</summary>
    public Prompt Prompt { get; }

    /// <summary>What it was made with.</summary>
    public RunRecord Record { get; }

    /// <summary>The heads, by layer.</summary>
    public IReadOnlyList<HeadId> Heads => [.. patterns.Keys];

    /// <summary>One head's pattern [query position, key position]; rows sum to 1.</summary>
    /// <exception cref="KeyNotFoundException">The head is not among <see cref="Heads"/>.</exception>
    public LabelledMatrix this[HeadId head] => new(
        $"attention of head {head}", Values(head), Prompt.Labels, Prompt.Labels, "query position", "key position") { Record = Record };

    /// <summary>The mean over query positions of a head's attention to the position that many before, from the first query that has one.</summary>
    /// <param name="head">The head.</param>
    /// <param name="offset">0 is the token itself, 1 the one before.</param>
    /// <returns>0 to 1.</returns>
    public double MeanAttentionBack(HeadId head, int offset)
    {
        var values = Values(head);
        if (offset < 0 || offset >= Prompt.Length) throw new ArgumentOutOfRangeException(nameof(offset), offset, $"The prompt has {Prompt.Length} tokens: an offset is 0 to {Prompt.Length - 1}.");
        var sum = 0.0;
        for (var query = offset; query < Prompt.Length; query++) sum += values[query, query - offset];
        return sum / (Prompt.Length - offset);
    }

    void IResult.Describe(ResultContent content)
    {
        int[] layers = [.. patterns.Keys.Select(head => head.Layer).Distinct()];
        var perLayer = patterns.Count / layers.Length;
        if (!patterns.Keys.SequenceEqual(layers.SelectMany(layer => Enumerable.Range(0, perLayer).Select(head => new HeadId(layer, head)))))
            throw new ArgumentException("These patterns cannot be saved: they are not those of all heads of their layers.");
        Prompt.AddTo(content);
        content
            .Axis("layer", [.. layers.Select(layer => $"{layer}")]).Axis("prompt", 1).Axis("head", perLayer).Axis("query", Prompt.Length).Axis("key", Prompt.Length)
            .Numbers("pattern", "attention probability, 0 to 1", "", axes, patterns.Values.SelectMany(RowMajor.Of), [.. layers.Select(layer => HookPoint.Pattern(layer).Name)]);
    }

    static AttentionPatternsResult IResult<AttentionPatternsResult>.Read(ResultReader reader)
    {
        var (prompt, numbers, heads) = (Prompt.From(reader), reader.Numbers("pattern", axes), reader.Size("head"));
        var (size, length) = (prompt.Length * prompt.Length, prompt.Length);
        return new AttentionPatternsResult(prompt, reader.Labels("layer").SelectMany((layer, l) => Enumerable.Range(0, heads).Select(head =>
            (new HeadId(HeadId.Parse($"{layer}.0").Layer, head), RowMajor.Fill(new double[length, length], numbers.AsSpan((l * heads + head) * size, size))))), reader.Record);
    }

    double[,] Values(HeadId head) => patterns.TryGetValue(head, out var values)
        ? values
        : throw new KeyNotFoundException($"There is no pattern of head {head} here; there are those of {Heads[0]} to {Heads[^1]}.");
}
