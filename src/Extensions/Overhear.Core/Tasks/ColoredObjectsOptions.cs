namespace Overhear;

/// <summary>Which prompts of <see cref="ColoredObjects"/> are drawn.</summary>
public sealed record ColoredObjectsOptions
{
    /// <summary>How many objects there are, 2 to 5.</summary>
    public int Objects { get; init; } = 3;

    /// <summary>Whether a question about other objects, with its answer, stands in front.</summary>
    public bool Example { get; init; }

    /// <summary>Pairs of an object that is asked for and its color. An example never asks for a pair that is held out, unless all are drawn from.</summary>
    public DataSplit Pairs { get; init; } = DataSplit.All;
}
