namespace Overhear;

/// <summary>The losses of one batch, in nats.</summary>
/// <param name="Value">The weighted mean of the cross-entropy.</param>
/// <param name="ByTask">The same for each task, over the tokens that count most in its rows; NaN for a task that the batch has not.</param>
readonly record struct BatchLoss(double Value, double[] ByTask);
