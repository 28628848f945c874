namespace Overhear;

/// <summary>One row of training data.</summary>
/// <param name="Ids">Token ids; at least two.</param>
/// <param name="Weights">For each token, how much its prediction from the tokens before it counts in the loss; that of the first token is not used.</param>
public sealed record TrainingRow(IReadOnlyList<int> Ids, IReadOnlyList<double> Weights);
