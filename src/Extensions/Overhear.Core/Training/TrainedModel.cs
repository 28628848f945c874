namespace Overhear;

/// <summary>A model and how it was trained.</summary>
/// <param name="Model">The model, in float32. Whoever trained it disposes it.</param>
/// <param name="History">Every step, those before a resumption too.</param>
public sealed record TrainedModel(TransformerModel Model, IReadOnlyList<TrainingStep> History);
