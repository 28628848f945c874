namespace Overhear;

/// <summary>How often a model says the right token.</summary>
/// <param name="Name">What was asked.</param>
/// <param name="Count">How many tokens it had to say.</param>
/// <param name="Accuracy">The share at which the right token was the most probable of the whole vocabulary, 0 to 1.</param>
/// <param name="Loss">The mean cross-entropy of the right token, in nats.</param>
/// <param name="LogitDifference">The mean of the right token's logit minus the wrong one's; null where the task has no wrong answer.</param>
public sealed record TaskScore(string Name, int Count, double Accuracy, double Loss, double? LogitDifference)
{
    const double Z = 1.959963984540054; // of the normal distribution, 95 %

    /// <summary>The lower end of the 95 % interval of the accuracy (Wilson 1927), which takes the tokens as independent of each other.</summary>
    public double Least => Middle - Half;

    /// <summary>Its upper end.</summary>
    public double Most => Middle + Half;

    double Middle => (Accuracy + Z * Z / (2 * Count)) / (1 + Z * Z / Count);

    double Half => Z / (1 + Z * Z / Count) * Math.Sqrt(Accuracy * (1 - Accuracy) / Count + Z * Z / (4.0 * Count * Count));
}
