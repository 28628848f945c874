namespace Overhear;

/// <summary>Clean prompts and their corrupted twins, between which activations are exchanged position by position. Plain data.</summary>
/// <param name="Clean">The prompts.</param>
/// <param name="Corrupted">Their twins: as many, their tokens at the same places.</param>
/// <param name="Metric">What is measured on them, and where.</param>
public sealed record TwinPrompts(TokenBatch Clean, TokenBatch Corrupted, LogitDifference Metric)
{
    /// <summary>Named positions of each prompt, in the batch with its padding; END is known without them.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<int>> Positions { get; init; } = new Dictionary<string, IReadOnlyList<int>>();

    /// <summary>How many prompts there are.</summary>
    public int Count => Clean.Rows;

    /// <summary>The position of that name in each prompt; END is where the metric reads.</summary>
    /// <exception cref="ArgumentException">There is no such name; the message lists those that there are.</exception>
    public IReadOnlyList<int> At(string name) => Positions.TryGetValue(name, out var found) && name != "END" ? found
        : name == "END" ? [.. Enumerable.Range(0, Count).Select(row => Metric.PositionOf(Clean, row))]
        : throw new ArgumentException($"There is no position '{name}'; there are {string.Join(", ", Positions.Keys.Append("END").Distinct())}.", nameof(name));

    /// <summary>Where prompts and twins exchanged.</summary>
    internal TwinPrompts Exchanged => this with { Clean = Corrupted, Corrupted = Clean };

    /// <summary>Some of the prompts.</summary>
    internal TwinPrompts Slice(int first, int count) => new(Clean.Slice(first, count), Corrupted.Slice(first, count), Metric.SliceOf(first, count))
    {
        Positions = Positions.ToDictionary(of => of.Key, of => (IReadOnlyList<int>)[.. of.Value.Skip(first).Take(count)]),
    };

    /// <summary>The first position at which a prompt and its twin differ; the last one where they are the same.</summary>
    internal int FirstDifference(int row)
    {
        var at = 0;
        while (at < Clean.Length - 1 && Clean.Id(row, at) == Corrupted.Id(row, at)) at++;
        return at;
    }

    /// <summary>Throws unless prompts and twins stand side by side, the metric fits, and every named position has a token.</summary>
    internal void Require(TransformerModel model)
    {
        TwinBatches.Require(Clean, Corrupted);
        Metric.Require(model, Clean);
        List<string> problems = [];
        foreach (var (name, positions) in Positions)
        {
            if (positions.Count != Count) problems.Add($"There are {positions.Count} positions '{name}' and {Count} prompts; give one for each prompt.");
            for (var row = 0; row < Math.Min(Count, positions.Count); row++)
                if (positions[row] < 0 || positions[row] >= Clean.Length || !Clean.IsToken(row, positions[row]))
                    problems.Add($"Position '{name}' of prompt {row} is {positions[row]}, where it has no token; its last one stands at {Clean.LastPosition(row)}.");
        }
        if (problems.Count > 0) throw new ArgumentException(string.Join(Environment.NewLine, problems));
    }
}
