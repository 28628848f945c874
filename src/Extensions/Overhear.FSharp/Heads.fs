namespace Overhear

/// What kind of head each head is. The model comes last.
[<RequireQualifiedAccess>]
module Heads =
    /// Previous-token, duplicate-token and induction scores on random tokens that are repeated (Olsson et al. 2022). One forward pass a sequence.
    let scores (count: int) (period: int) (seed: int64) (model: TransformerModel) =
        HeadScores.OnRepeatedTokens(model, count, period, seed)

    /// The same on given sequences, all of one form.
    let scoresOn (sequences: RepeatedSequence seq) (model: TransformerModel) = HeadScores.Of(model, Array.ofSeq sequences)

    /// All heads, the one with the largest mean first.
    let ranked (effects: HeadEffects) = effects.Ranked()

    /// The heads whose mean is at least that large, largest first; none may be.
    let atLeast (least: float) (effects: HeadEffects) = effects.AtLeast least
