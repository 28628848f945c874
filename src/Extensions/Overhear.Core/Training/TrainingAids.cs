namespace Overhear;

/// <summary>
/// Two further losses that give chosen heads their places early in a training, and are switched off before it ends. The pointer loss is
/// −log of the attention that a head pays to earlier occurrences of the token to be predicted; the copy loss is the cross-entropy of what
/// the heads for answers alone would say, W_U LN(what they write).
/// </summary>
/// <remarks>
/// From data and loss alone a small model takes the nearest solution, in which no head moves a name: the aids choose where a name is moved
/// and where induction sits. They say nothing of how these heads know where to look. Both are sums over tokens divided by at least
/// <see cref="FewestTokens"/>, so that a few answers in a batch weigh little.
/// </remarks>
public sealed record TrainingAids
{
    /// <summary>Fewer tokens than this in a batch count less.</summary>
    internal const int FewestTokens = 48;

    /// <summary>Of more tokens of one kind in a batch so many are taken, evenly spread.</summary>
    internal const int MostTokens = 300;

    /// <summary>Heads that shall look at answers, and together say them; of one layer.</summary>
    public IReadOnlyList<HeadId> AnswerHeads { get; init; } = [];

    /// <summary>Heads that shall look at what a repeated token was before.</summary>
    public IReadOnlyList<HeadId> RepeatHeads { get; init; } = [];

    /// <summary>How much the pointer loss counts, against 1 of the loss itself.</summary>
    public double Weight { get; init; } = 1;

    /// <summary>The same in the recipe's first steps, <see cref="TrainingRecipe.EarlySteps"/>.</summary>
    public double EarlyWeight { get; init; } = .5;

    /// <summary>How much the copy loss counts, against 1 of the pointer loss.</summary>
    public double CopyShare { get; init; } = .3;

    /// <summary>The step, counted from 0, at which both end.</summary>
    public int Until { get; init; }
}
