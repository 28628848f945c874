namespace Overhear;

/// <summary>A prompt and how a model went on.</summary>
/// <param name="Prompt">The prompt's text.</param>
/// <param name="PromptIds">The prompt's token ids.</param>
/// <param name="NewIds">The ids that were added.</param>
/// <param name="Pieces">What each added id stands for, readable.</param>
/// <param name="LogProbabilities">Natural log of the probability that the model gave each added token, at temperature 1.</param>
/// <param name="Continuation">The added ids as text.</param>
/// <param name="StoppedAt">Why it ended: the token that ends a text, the number of tokens asked for, or the context.</param>
/// <param name="Record">What it was made with.</param>
public sealed record GeneratedText(
    string Prompt, IReadOnlyList<int> PromptIds, IReadOnlyList<int> NewIds, IReadOnlyList<string> Pieces, IReadOnlyList<double> LogProbabilities,
    string Continuation, string StoppedAt, RunRecord Record) : IResult<GeneratedText>
{
    /// <summary>All ids.</summary>
    public IReadOnlyList<int> Ids => [.. PromptIds, .. NewIds];

    /// <summary>The prompt and its continuation.</summary>
    public override string ToString() => Prompt + Continuation;

    void IResult.Describe(ResultContent content) => content
        .Fact("prompt", Prompt).Fact("continuation", Continuation).Fact("stopped_at", StoppedAt).Axis("position", PromptIds.Count).Axis("new", NewIds.Count)
        .Integers("prompt_id", "token id of the prompt", ["position"], PromptIds)
        .Integers("new_id", "token id that was added", ["new"], NewIds)
        .Texts("new_piece", "what the token stands for", ["new"], Pieces)
        .Numbers("new_log_probability", "log of the probability that the model gave the token, at temperature 1", "nats", ["new"], LogProbabilities);

    static GeneratedText IResult<GeneratedText>.Read(ResultReader reader) => new(
        reader.Text("prompt"), reader.Integers("prompt_id", "position"), reader.Integers("new_id", "new"), reader.Texts("new_piece", "new"),
        reader.Numbers("new_log_probability", "new"), reader.Text("continuation"), reader.Text("stopped_at"), reader.Record);
}
