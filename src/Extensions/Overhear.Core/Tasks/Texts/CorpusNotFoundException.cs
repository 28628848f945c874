namespace Overhear;

/// <summary>No text of a name or at a path was found. The message lists everything that was looked at and says what to do.</summary>
public sealed class CorpusNotFoundException : Exception
{
    internal CorpusNotFoundException(string name, IReadOnlyList<string> lookedAt, string advice)
        : base($"No text {FaultList.Quote(name)} was found. Looked at:{string.Concat(lookedAt.Select(place => $"\n  - {place}"))}\n{advice}")
    {
        Name = name;
        LookedAt = lookedAt;
    }

    /// <summary>What was asked for.</summary>
    public string Name { get; }

    /// <summary>Each place that was looked at, and what was missing there.</summary>
    public IReadOnlyList<string> LookedAt { get; }
}
