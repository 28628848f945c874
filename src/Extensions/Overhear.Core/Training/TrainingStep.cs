namespace Overhear;

/// <summary>What happened in one step of a training.</summary>
/// <param name="Step">The step, counted from 0.</param>
/// <param name="Loss">The weighted mean of the cross-entropy over its batch, in nats, before the step.</param>
/// <param name="GradientNorm">The norm of the gradient over all weights, before clipping.</param>
/// <param name="LearningRate">Its learning rate.</param>
public sealed record TrainingStep(int Step, double Loss, double GradientNorm, double LearningRate);
