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

    /// Sets each output to its mean over the twins of the prompts of the same template, at each position.
    let templateMean (twin: string) (set: TaskSet) (model: TransformerModel) = Ablation.TemplateMean(model, set, twin)

    /// The logit difference without each MLP in turn, at its mean within templates.
    let eachMlp (set: TaskSet) (model: TransformerModel) = MlpKnockout.OneByOne(model, set)

    /// The logit difference without the MLPs of some layers at once, each at its mean within templates. Two forward passes.
    let mlps (layers: int seq) (set: TaskSet) (model: TransformerModel) = MlpKnockout.Of(model, set, Array.ofSeq layers)

    /// Sets each output to its value on the next reference prompt.
    let resample (metric: LogitDifference) (reference: TokenBatch) (tokens: TokenBatch) (model: TransformerModel) =
        Ablation.Resample(model, tokens, metric, reference)

    /// Divides the last token's attention of groups of heads among the wrong answers, and asks again.
    let repair (groups: HeadGroup seq) (places: AnswerPlaces) (set: TaskSet) (model: TransformerModel) =
        AttentionRepair.Of(model, set, places, Array.ofSeq groups)

    /// Keeps heads from looking from the last token at some words of each prompt, and asks again; then as many others.
    let block (options: AttentionBlockOptions) (heads: HeadId seq) (words: #seq<#seq<int>>) (set: TaskSet) (model: TransformerModel) =
        let words = words |> Seq.map (fun places -> Array.ofSeq places :> System.Collections.Generic.IReadOnlyList<int>) |> Array.ofSeq
        AttentionBlock.Of(model, set, Array.ofSeq heads, words, options)

    /// The logit difference with what some heads say of the repeated name taken from other prompts: its token, its position.
    let signals (heads: HeadId seq) (set: TaskSet) (model: TransformerModel) = InhibitionSignals.Of(model, set, Array.ofSeq heads)
