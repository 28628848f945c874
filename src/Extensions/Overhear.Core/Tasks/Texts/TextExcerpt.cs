namespace Overhear;

/// <summary>A piece of a text as a model reads it. Plain data.</summary>
/// <param name="Document">The <see cref="TextDocument.Name"/> of the text.</param>
/// <param name="Place">Where in it the piece begins or lies, in words: <c>paragraph 3</c>, <c>tokens 96 to 143</c>; both are counted from 0.</param>
/// <param name="Prompt">Its tokens, and whether BOS stands in front and why.</param>
/// <param name="IsCut">Whether it is shorter than was asked for, because the model's context holds no more.</param>
public sealed record TextExcerpt(string Document, string Place, Prompt Prompt, bool IsCut)
{
    /// <summary>Where it comes from: a title for a figure.</summary>
    public override string ToString() => $"{Document}, {Place}{(IsCut ? $", cut to the model's context of {Prompt.Length} tokens" : "")}";
}
