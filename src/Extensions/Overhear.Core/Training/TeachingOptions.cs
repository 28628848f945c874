namespace Overhear;

/// <summary>How <see cref="TeachingModel"/> is trained.</summary>
public sealed record TeachingOptions
{
    /// <summary>Decides initial weights and data; the first of those that are tried. Null for 0, or for the seed of the training that is resumed.</summary>
    public long? Seed { get; init; }

    /// <summary>How many seeds are tried, one after the other, until the judge takes one.</summary>
    public int Seeds { get; init; } = 4;

    /// <summary>Train every seed to its end, whatever the judge says of its first stage.</summary>
    public bool Anyway { get; init; }

    /// <summary>Go on with the training that was stopped in the folder.</summary>
    public bool Resume { get; init; }

    /// <summary>All problems of the options, each in one line; empty where there are none.</summary>
    internal IReadOnlyList<string> Problems() => Seeds is < 1 or > 1000 ? [$"{Seeds} seeds were asked for; 1 to 1000 are allowed."] : [];
}
