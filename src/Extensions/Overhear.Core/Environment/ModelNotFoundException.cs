namespace Overhear;

/// <summary>No model of a name was found. The message lists everything that was looked at and says what to do.</summary>
public sealed class ModelNotFoundException : Exception
{
    internal ModelNotFoundException(string name, IReadOnlyList<string> lookedAt, string advice)
        : base($"No model {FaultList.Quote(name)} was found. Looked at:{string.Concat(lookedAt.Select(place => $"\n  - {place}"))}\n{advice}")
    {
        Name = name;
        LookedAt = lookedAt;
    }

    /// <summary>What was asked for.</summary>
    public string Name { get; }

    /// <summary>Each place that was looked at, and what was missing there.</summary>
    public IReadOnlyList<string> LookedAt { get; }
}
