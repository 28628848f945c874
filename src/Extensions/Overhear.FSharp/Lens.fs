namespace Overhear

/// What a model holds inside while it reads a prompt. The model comes last.
[<RequireQualifiedAccess>]
module Lens =
    /// What the model would say at every layer and position (nostalgebraist 2020). One forward pass and an unembedding a layer.
    let logits (prompt: Prompt) (model: TransformerModel) = LogitLens.Of(model, prompt)

    /// The same at the scale that the final norm had at the end of the run: layers then differ by what was written between them.
    let logitsAtFinalScale (prompt: Prompt) (model: TransformerModel) =
        LogitLens.Of(model, prompt, scale = LensScale.Final)

    /// The same, and the logits and probabilities of some token ids through the layers.
    let following (ids: int seq) (prompt: Prompt) (model: TransformerModel) =
        LogitLens.Of(model, prompt, tokens = Array.ofSeq ids)

    /// Where every head looks. One forward pass.
    let attention (prompt: Prompt) (model: TransformerModel) = AttentionPatterns.Of(model, prompt)

    /// Where the heads of some layers look. One forward pass up to the last of them.
    let attentionIn (layers: int seq) (prompt: Prompt) (model: TransformerModel) =
        AttentionPatterns.Of(model, prompt, Array.ofSeq layers)

    /// The tokens that a head raises and lowers most, at the last position. One forward pass.
    let writtenByHead (head: HeadId) (prompt: Prompt) (model: TransformerModel) = WrittenTokens.ByHead(model, prompt, head)

    /// The tokens that a layer's MLP raises and lowers most, at the last position. One forward pass.
    let writtenByMlp (layer: int) (prompt: Prompt) (model: TransformerModel) = WrittenTokens.ByMlp(model, prompt, layer)

    /// The same at another position, from 0.
    let writtenByHeadAt (position: int) (head: HeadId) (prompt: Prompt) (model: TransformerModel) =
        WrittenTokens.ByHead(model, prompt, head, position = position)

    /// How large the residual stream is, and how much each layer writes into it. One forward pass.
    let residual (prompt: Prompt) (model: TransformerModel) = ResidualStream.Of(model, prompt)
