namespace Overhear;

/// <summary>Figures of <see cref="TokenPredictions"/>.</summary>
public static class PredictionFigures
{
    /// <summary>The next tokens as a table: rank, token, logit and probability, the most probable on top.</summary>
    /// <param name="predictions">The tokens.</param>
    /// <param name="title">The title.</param>
    /// <param name="notice">What a reader should look for.</param>
    public static TableFigure ToTable(this TokenPredictions predictions, string title = "What comes next", string notice = "") =>
        TokenTable.Of(title, predictions.Top) with
        {
            Subtitle = $"after “{predictions.Prompt}”",
            Notice = notice,
            Notes = [FigureNotes.Of(predictions.Record)],
        };

    /// <summary>One bar for each next token, the most probable on top.</summary>
    /// <param name="predictions">The tokens.</param>
    /// <param name="title">The title.</param>
    /// <param name="notice">What a reader should look for.</param>
    public static BarFigure ToBarChart(this TokenPredictions predictions, string title = "What comes next", string notice = "") =>
        Figure.Bars(
            title, predictions.Top.Select(t => t.Piece), predictions.Top.Select(t => t.Probability),
            labelTitle: "next token", valueTitle: "probability", horizontal: true) with
        {
            Subtitle = $"after “{predictions.Prompt}”",
            Notice = notice,
            Notes = [FigureNotes.Of(predictions.Record)],
        };
}
