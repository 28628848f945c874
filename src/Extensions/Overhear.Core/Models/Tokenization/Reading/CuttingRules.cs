namespace Overhear;

/// <summary>The pre-tokenizer of a tokenizer.json.</summary>
/// <param name="Prefix">What it does to spaces; null for nothing.</param>
/// <param name="Patterns">What cuts, one after the other; empty where nothing does.</param>
/// <param name="ByteLevel">Whether stretches are written as bytes.</param>
sealed record CuttingRules(SpacePrefix? Prefix, IReadOnlyList<StretchPattern> Patterns, bool ByteLevel)
{
    /// <summary>The patterns as one; null where there is none.</summary>
    public StretchPattern? Pattern => Patterns.Count switch { 0 => null, 1 => Patterns[0], _ => new PatternSequence(Patterns) };
}
