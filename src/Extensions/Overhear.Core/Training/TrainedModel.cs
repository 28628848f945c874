namespace Overhear;

/// <summary>A model and how it was trained.</summary>
/// <param name="Model">The model, in float32. Whoever trained it disposes it.</param>
/// <param name="History">Every step, those before a resumption too.</param>
/// <param name="Tasks">The tasks of its data.</param>
/// <param name="TaskLosses">For each step the loss of each task, in nats; NaN where its batch had none of it.</param>
public sealed record TrainedModel(TransformerModel Model, IReadOnlyList<TrainingStep> History, IReadOnlyList<string> Tasks, IReadOnlyList<IReadOnlyList<double>> TaskLosses);
