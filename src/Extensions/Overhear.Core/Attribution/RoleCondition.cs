namespace Overhear;

/// <summary>One thing that a head of some role does: a score that is at least so large. Plain data.</summary>
/// <param name="Score">The score of every head and prompt.</param>
/// <param name="Least">The mean that a head needs, if a number was given.</param>
/// <param name="Deviations">Else by how many standard deviations of all heads it lies above their mean, on the half of the prompts on which heads are chosen.</param>
public sealed record RoleCondition(HeadEffects Score, double? Least, double? Deviations)
{
    /// <summary>A mean score of at least so much.</summary>
    public static RoleCondition AtLeast(HeadEffects score, double least) => new(score, least, null);

    /// <summary>A mean score so many standard deviations of all heads above their mean: for scores whose scale differs between models.</summary>
    public static RoleCondition Standout(HeadEffects score, double deviations = 2) => new(score, null, deviations);

    /// <summary>The mean that a head needs, by the given half of the prompts.</summary>
    internal double ThresholdOn(HeadEffects half)
    {
        if (Least is { } least) return least;
        double[] means = [.. half.Heads.Select(head => half[head].Mean)];
        var mean = means.Average();
        return mean + Deviations!.Value * Math.Sqrt(means.Average(m => (m - mean) * (m - mean)));
    }
}
