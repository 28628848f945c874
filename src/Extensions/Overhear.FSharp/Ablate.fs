namespace Overhear

/// The logit difference without each head and each MLP. The prompts and the model come last.
[<RequireQualifiedAccess>]
module Ablate =
    /// Sets each output to 0. A forward pass for each head and MLP, from its layer on.
    let zero (metric: LogitDifference) (tokens: TokenBatch) (model: TransformerModel) = Ablation.Zero(model, tokens, metric)

    /// The logit difference with one head's output set to 0. One forward pass.
    let zeroHead (head: HeadId) (metric: LogitDifference) (tokens: TokenBatch) (model: TransformerModel) =
        Ablation.ZeroHead(model, tokens, metric, head)

    /// Sets each output to its mean over reference prompts, at each position.
    let mean (metric: LogitDifference) (reference: TokenBatch) (tokens: TokenBatch) (model: TransformerModel) =
        Ablation.Mean(model, tokens, metric, reference)

    /// Sets each output to its value on the next reference prompt.
    let resample (metric: LogitDifference) (reference: TokenBatch) (tokens: TokenBatch) (model: TransformerModel) =
        Ablation.Resample(model, tokens, metric, reference)
