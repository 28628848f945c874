namespace Overhear;

/// <summary>Which prompts of <see cref="Facts"/> are drawn.</summary>
public sealed record FactsOptions
{
    /// <summary>Templates. For every subject one of the four is held out, a quarter of the subjects each.</summary>
    public DataSplit Templates { get; init; } = DataSplit.All;

    /// <summary>One of <see cref="Facts.Relations"/>, or null for all, each equally often.</summary>
    public string? Relation { get; init; }
}
