namespace Overhear;

/// <summary>Figures of <see cref="AttentionPatternsResult"/>.</summary>
public static class AttentionFigures
{
    /// <summary>Where each head looks, one head at a time with a picker for the others.</summary>
    /// <param name="result">The patterns.</param>
    /// <param name="title">The title.</param>
    /// <param name="initial">The head that is shown first; the first one unless given.</param>
    /// <param name="notice">What a reader should look for.</param>
    /// <exception cref="ArgumentException">There is no pattern of that head.</exception>
    public static AttentionFigure ToAttention(this AttentionPatternsResult result, string title = "Where each head looks", HeadId? initial = null, string notice = "") =>
        Figure.Attention(title, result.Prompt.Pieces, result.Heads.Select(head => new HeadPattern(head, result[head].ToArray())), initial) with
        {
            Subtitle = "attention probability, from each query (row) to the tokens up to it (columns)",
            Notice = notice,
            Notes = [FigureNotes.Of(result.Record)],
        };
}
