namespace Overhear;

/// <summary>The tokens whose logits a head or an MLP raises and lowers most, at one position. Plain data.</summary>
/// <param name="Prompt">The prompt.</param>
/// <param name="Position">The position at which it writes, from 0.</param>
/// <param name="Writer">The part: <c>head 9.6</c>, <c>MLP 3</c>.</param>
/// <param name="Raised">The tokens with the largest logits, largest first.</param>
/// <param name="Lowered">The tokens with the smallest logits, smallest first.</param>
/// <param name="Record">What it was made with.</param>
public sealed record WrittenTokensResult(
    Prompt Prompt, int Position, string Writer, IReadOnlyList<WrittenToken> Raised, IReadOnlyList<WrittenToken> Lowered, RunRecord Record) : IResult<WrittenTokensResult>
{
    void IResult.Describe(ResultContent content)
    {
        Prompt.AddTo(content);
        content.Fact("written_at", Position).Fact("writer", Writer);
        WrittenToken.AddTo(content, "raised", Raised);
        WrittenToken.AddTo(content, "lowered", Lowered);
    }

    static WrittenTokensResult IResult<WrittenTokensResult>.Read(ResultReader reader) => new(
        Prompt.From(reader), reader.Whole("written_at"), reader.Text("writer"), WrittenToken.From(reader, "raised"), WrittenToken.From(reader, "lowered"), reader.Record);
}
