namespace Overhear

/// What kind of head each head is. The model comes last.
[<RequireQualifiedAccess>]
module Heads =
    /// Previous-token, duplicate-token and induction scores on random tokens that are repeated (Olsson et al. 2022). One forward pass a sequence.
    let scores (count: int) (period: int) (seed: int64) (model: TransformerModel) =
        HeadScores.OnRepeatedTokens(model, count, period, seed)

    /// What each head writes for the next token, on the same sequences (Wang et al. 2022, figure 17). One forward pass a sequence.
    let nextTokens (count: int) (period: int) (seed: int64) (model: TransformerModel) =
        NextTokenWriting.OnRepeatedTokens(model, count, period, seed)

    /// The same scores on given sequences, all of one form.
    let scoresOn (sequences: RepeatedSequence seq) (model: TransformerModel) = HeadScores.Of(model, Array.ofSeq sequences)

    /// How far back each head looks, whatever the text: its mean attention to the token before, and so on to the farthest. One forward pass over every eight prompts.
    let byDistance (farthest: int) (prompts: Prompt seq) (model: TransformerModel) =
        AttentionByDistance.Of(model, prompts, farthest)

    /// All heads, the one with the largest mean first.
    let ranked (effects: HeadEffects) = effects.Ranked()

    /// The heads whose mean is at least that large, largest first; none may be.
    let atLeast (least: float) (effects: HeadEffects) = effects.AtLeast least

    /// How much each head attends from one named position of each prompt to another, for instance END and S2. One forward pass.
    let looksFrom (from: string) (at: string) (set: TaskSet) (model: TransformerModel) =
        PositionAttention.Of(model, set.Batch, set.Positions from, set.Positions at, $"{from} to {at}")

    /// How often each head, attending to nothing but one of these words, writes that word. One forward pass of the first layer.
    let copies (roles: string seq) (set: TaskSet) (model: TransformerModel) =
        CopyScores.Of(model, set.Batch, roles |> Seq.map set.Positions |> Array.ofSeq)

    /// The heads that play each role by its rule: chosen on one half of the prompts, reported on the other.
    let roles (rules: HeadRule seq) = HeadRoles.Find(Array.ofSeq rules)

    /// What a head looks at from the last token, beside what it writes of that word. One forward pass up to its layer.
    let looksAndWrites (head: HeadId) (roles: string seq) (set: TaskSet) (model: TransformerModel) =
        AttentionAndWriting.Of(model, set, head, Array.ofSeq roles)
