namespace Overhear;

/// <summary>Attention probabilities of some heads on one prompt: rows look, columns are looked at. Plain data.</summary>
public sealed class AttentionPatternsResult
{
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
        $"attention of head {head}", Values(head), Prompt.Labels, Prompt.Labels, "query position", "key position");

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

    double[,] Values(HeadId head) => patterns.TryGetValue(head, out var values)
        ? values
        : throw new KeyNotFoundException($"There is no pattern of head {head} here; there are those of {Heads[0]} to {Heads[^1]}.");
}
