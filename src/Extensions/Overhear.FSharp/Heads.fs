namespace Overhear

/// What kind of head each head is. The model comes last.
[<RequireQualifiedAccess>]
module Heads =
    /// Previous-token, duplicate-token and induction scores on random tokens that are repeated (Olsson et al. 2022). One forward pass a sequence.
    let scores (count: int) (period: int) (seed: int64) (model: TransformerModel) =
        HeadScores.OnRepeatedTokens(model, count, period, seed)

    /// The same on given sequences, all of one form.
    let scoresOn (sequences: RepeatedSequence seq) (model: TransformerModel) = HeadScores.Of(model, Array.ofSeq sequences)

    /// How far back each head looks, whatever the text: its mean attention to the token before, and so on to the farthest. One forward pass over every eight prompts.
    let byDistance (farthest: int) (prompts: Prompt seq) (model: TransformerModel) =
        AttentionByDistance.Of(model, prompts, farthest)

    /// All heads, the one with the largest mean first.
    let ranked (effects: HeadEffects) = effects.Ranked()

    /// The heads whose mean is at least that large, largest first; none may be.
    let atLeast (least: float) (effects: HeadEffects) = effects.AtLeast least
