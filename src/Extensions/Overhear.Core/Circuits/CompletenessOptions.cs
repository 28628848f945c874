namespace Overhear;

/// <summary>Which parts of a circuit <see cref="CircuitCompleteness"/> takes away.</summary>
public sealed record CompletenessOptions
{
    /// <summary>How many parts are drawn, each head being in it or not by the toss of a coin: the paper's 10.</summary>
    public int RandomSets { get; init; } = 10;

    /// <summary>How many parts are grown greedily: the paper's 10.</summary>
    public int GreedySets { get; init; } = 10;

    /// <summary>How many heads a greedy part grows to; as many as the circuit has less one where that is fewer.</summary>
    public int GreedySteps { get; init; } = 5;

    /// <summary>How many heads, drawn anew, are tried in each step: the paper's 10.</summary>
    public int GreedyCandidates { get; init; } = 10;

    /// <summary>The twin over which means are taken.</summary>
    public string Reference { get; init; } = IndirectObject.Abc;

    /// <summary>Any number; the same gives the same parts.</summary>
    public long Seed { get; init; }
}
