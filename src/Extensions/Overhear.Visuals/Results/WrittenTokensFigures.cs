namespace Overhear;

/// <summary>Figures of <see cref="WrittenTokensResult"/>.</summary>
public static class WrittenTokensFigures
{
    /// <summary>The tokens that the part raises and, below them, those that it lowers.</summary>
    /// <param name="result">The tokens.</param>
    /// <param name="title">The title; the part's name where it is left out.</param>
    /// <param name="notice">What a reader should look for.</param>
    public static BarFigure ToBarChart(this WrittenTokensResult result, string? title = null, string notice = "")
    {
        // The same token can stand at both ends of a small vocabulary: once is enough.
        var shown = result.Raised.Concat(result.Lowered.Reverse()).DistinctBy(t => t.Id).ToList();
        return Figure.Bars(
            title ?? $"What {result.Writer} writes", shown.Select(t => t.Piece), shown.Select(t => t.Logit), labelTitle: "token", valueTitle: "change of the logit",
            unit: LogitDifference.Unit, horizontal: true) with
        {
            Subtitle = $"at position {result.Position}, “{result.Prompt.Pieces[result.Position]}”, against the mean over the vocabulary",
            Notice = notice,
            Notes = [FigureNotes.Of(result.Record)],
        };
    }
}
