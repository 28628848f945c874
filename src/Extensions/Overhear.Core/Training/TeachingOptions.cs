namespace Overhear;

/// <summary>How <see cref="TeachingModel"/> is trained.</summary>
public sealed record TeachingOptions
{
    /// <summary>Decides initial weights and data; null for 0, or for the seed of the training that is resumed.</summary>
    public long? Seed { get; init; }

    /// <summary>Steps in all; null for <see cref="TeachingModel.UsualSteps"/>, or for those of the training that is resumed.</summary>
    public int? Steps { get; init; }

    /// <summary>
    /// Train for about so many minutes: a few steps are timed first, and as many are done as fit. The report says how many, and that
    /// number as <see cref="Steps"/> gives the same model again. Null for a number of steps.
    /// </summary>
    public double? Minutes { get; init; }

    /// <summary>Go on with the training that was stopped in the folder.</summary>
    public bool Resume { get; init; }

    /// <summary>All problems of the options, each in one line; empty where there are none.</summary>
    internal IReadOnlyList<string> Problems()
    {
        var problems = new List<string>();
        if (Steps is < 1) problems.Add($"{Steps} steps were asked for; at least 1 is needed.");
        if (Minutes is { } minutes && !(minutes > 0 && minutes <= 10_000)) problems.Add(FormattableString.Invariant($"{minutes} minutes were asked for; more than 0 and at most 10000 are allowed."));
        if (Steps is not null && Minutes is not null) problems.Add("Both steps and minutes were given; give one of them.");
        if (Resume && Minutes is not null) problems.Add("A training that is resumed keeps its number of steps; leave the minutes out.");
        return problems;
    }
}
