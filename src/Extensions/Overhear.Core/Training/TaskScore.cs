namespace Overhear;

/// <summary>How often a model says the right token.</summary>
/// <param name="Name">What was asked.</param>
/// <param name="Count">How many tokens it had to say.</param>
/// <param name="Accuracy">The share at which the right token was the most probable of the whole vocabulary, 0 to 1.</param>
/// <param name="Loss">The mean cross-entropy of the right token, in nats.</param>
/// <param name="LogitDifference">The mean of the right token's logit minus the wrong one's; null where the task has no wrong answer.</param>
public sealed record TaskScore(string Name, int Count, double Accuracy, double Loss, double? LogitDifference);
