namespace Overhear;

/// <summary>Which prompts of <see cref="IndirectObject"/> are drawn.</summary>
public sealed record IndirectObjectOptions
{
    /// <summary>Pairs of names. A pair is held out in both orders.</summary>
    public DataSplit Names { get; init; } = DataSplit.All;

    /// <summary>Templates.</summary>
    public DataSplit Templates { get; init; } = DataSplit.All;

    /// <summary><see cref="IndirectObject.Abba"/>, <see cref="IndirectObject.Baba"/>, or null for each in half of the prompts.</summary>
    public string? Order { get; init; }

    /// <summary>The share of prompts, 0 to 1, that begin with a sentence about a third person, role D. Other prompts are what they are without.</summary>
    public double Distractors { get; init; }
}
