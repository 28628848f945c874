namespace Overhear;

/// <summary>One row of training data.</summary>
/// <param name="Ids">Token ids; at least two.</param>
/// <param name="Weights">For each token, how much its prediction from the tokens before it counts in the loss; that of the first token is not used.</param>
public sealed record TrainingRow(IReadOnlyList<int> Ids, IReadOnlyList<double> Weights)
{
    /// <summary>For each token, which training aid it takes part in; empty for a row without.</summary>
    public IReadOnlyList<AidedToken> Aided { get; init; } = [];

    /// <summary>The task that the row is about, as an index into <see cref="ITrainingData.Tasks"/>; −1 for none.</summary>
    public int Task { get; init; } = -1;
}
