namespace Overhear

/// What a model says of a text: tokens, next tokens, continuations. The model comes last.
[<RequireQualifiedAccess>]
module Ask =
    /// Tokenises a text as the tokenizer's own files say, BOS included.
    let tokens (text: string) (model: TransformerModel) = model.Tokens text

    /// A prompt of ids that are given, for a model without a tokenizer or tokens that no text has.
    let ids (ids: int seq) (model: TransformerModel) = model.PromptOf ids

    /// The text's tokens, or, where the model cannot read it, a prompt of ids.
    let tokensOr (otherwise: int seq) (text: string) (model: TransformerModel) =
        if model.CanRead text then model.Tokens text else model.PromptOf otherwise

    /// Pieces of a corpus, that many of so many tokens each, or, where the model cannot read all of it, as many prompts of arbitrary tokens.
    let excerptsOrArbitrary (count: int) (length: int) (corpus: TextCorpus) (model: TransformerModel) =
        corpus.ExcerptsOrArbitrary(model, count, length)

    /// The prompts of a task that the model can be asked, with their answers; none where it can be asked not one.
    let questions (prompts: TaskPrompt seq) (model: TransformerModel) = TaskSet.TryOf(model, prompts) |> Option.ofObj

    /// What the model answers to them: whether it is right, how probable the answer is, the logit difference. One forward pass.
    let answers (set: TaskSet) (model: TransformerModel) = TaskAnswers.Of(model, set)

    /// The most probable next tokens after a prompt. One forward pass.
    let next (count: int) (prompt: Prompt) (model: TransformerModel) = model.NextTokens(prompt, count)

    /// Continues a prompt greedily by that many tokens.
    let greedy (count: int) (prompt: Prompt) (model: TransformerModel) =
        model.Generate(prompt, GenerationOptions(MaxNewTokens = count))
