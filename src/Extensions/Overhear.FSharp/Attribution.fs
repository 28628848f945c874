namespace Overhear

/// Which parts of a model make its answer. The prompts and the model come last.
[<RequireQualifiedAccess>]
module Attribution =
    /// The logit difference itself, prompt by prompt. One forward pass.
    let difference (metric: LogitDifference) (tokens: TokenBatch) (model: TransformerModel) = metric.Of(model, tokens)

    /// Shares of the logit difference that each part writes by itself; they sum to it. One forward pass.
    let direct (metric: LogitDifference) (tokens: TokenBatch) (model: TransformerModel) =
        DirectLogitAttribution.Of(model, tokens, metric)

    /// First-order estimates of activation patching at a place, corrupted into clean. Two forward passes and a backward one.
    let gradient (metric: LogitDifference) (kind: HookKind) (corrupted: TokenBatch) (clean: TokenBatch) (model: TransformerModel) =
        GradientAttribution.Of(model, clean, corrupted, metric, kind)
