namespace Overhear

/// Knocks out one part of a model after the other. The model comes last.
[<RequireQualifiedAccess>]
module Ablate =
    /// Every head. A forward pass, from its layer on, for each.
    let heads (kind: AblationKind) (difference: LogitDifference) (tokens: TokenBatch) (model: TransformerModel) =
        Ablation.Heads(model, tokens, difference, kind)

    /// Every MLP.
    let mlps (kind: AblationKind) (difference: LogitDifference) (tokens: TokenBatch) (model: TransformerModel) =
        Ablation.Mlps(model, tokens, difference, kind)
