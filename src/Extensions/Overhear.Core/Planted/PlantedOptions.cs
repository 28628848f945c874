namespace Overhear;

/// <summary>How a planted model is made.</summary>
public sealed record PlantedOptions
{
    /// <summary>Any number: the same gives the same codes, basis, distractors and noise.</summary>
    public long Seed { get; init; }

    /// <summary>Whether the basis of the residual stream is turned at random, where all ones stay what they are, so that means stay 0; else it is one of cosines.</summary>
    public bool Rotated { get; init; } = true;

    /// <summary>Whether heads and MLPs that play no part attend, compute and write too, to where nothing reads.</summary>
    public bool Distractors { get; init; } = true;

    /// <summary>The standard deviation of what is added to each weight matrix, in shares of its root mean square; 0 adds nothing, and the answer key is exact with that alone.</summary>
    public double Noise { get; init; }
}
