namespace Overhear;

/// <summary>The most probable next tokens after a prompt, most probable first.</summary>
/// <param name="Prompt">The prompt's text.</param>
/// <param name="Top">The tokens.</param>
/// <param name="Record">What it was made with.</param>
public sealed record TokenPredictions(string Prompt, IReadOnlyList<TokenPrediction> Top, RunRecord Record) : IResult<TokenPredictions>
{
    void IResult.Describe(ResultContent content)
    {
        content.Fact("prompt", Prompt).Axis("top", Top.Count);
        TokenPrediction.AddTo(content, ["top"], Top);
    }

    static TokenPredictions IResult<TokenPredictions>.Read(ResultReader reader) => new(reader.Text("prompt"), TokenPrediction.From(reader, "top"), reader.Record);
}
