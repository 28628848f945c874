namespace Overhear

/// What a model says of a text: tokens, next tokens, continuations. The model comes last.
[<RequireQualifiedAccess>]
module Ask =
    /// Tokenises a text as the tokenizer's own files say, BOS included.
    let tokens (text: string) (model: TransformerModel) = model.Tokens text

    /// The most probable next tokens after a prompt. One forward pass.
    let next (count: int) (prompt: Prompt) (model: TransformerModel) = model.NextTokens(prompt, count)

    /// Continues a prompt greedily by that many tokens.
    let greedy (count: int) (prompt: Prompt) (model: TransformerModel) =
        model.Generate(prompt, GenerationOptions(MaxNewTokens = count))
