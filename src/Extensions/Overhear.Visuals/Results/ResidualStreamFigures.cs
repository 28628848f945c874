namespace Overhear;

/// <summary>Figures of <see cref="ResidualStreamResult"/>.</summary>
public static class ResidualStreamFigures
{
    /// <summary>How large the stream is at every layer and position. The last layer is on top.</summary>
    /// <param name="result">The norms.</param>
    /// <param name="title">The title.</param>
    /// <param name="notice">What a reader should look for.</param>
    public static HeatmapFigure ToHeatmap(this ResidualStreamResult result, string title = "The residual stream", string notice = "")
    {
        var (rows, columns) = (result.Stream.Rows.Count, result.Stream.Columns.Count);
        var (values, texts) = (new double[rows, columns], new string[rows, columns]);
        for (var row = 0; row < rows; row++)
            for (var column = 0; column < columns; column++)
            {
                values[row, column] = result.Stream[rows - 1 - row, column];
                texts[row, column] = FormattableString.Invariant($"{Math.Round(values[row, column], values[row, column] < 10 ? 1 : 0)}");
            }
        var cells = new LabelledMatrix(result.Stream.Name, values, result.Stream.Rows.Reverse(), result.Stream.Columns, result.Stream.RowTitle, result.Stream.ColumnTitle);
        return new HeatmapFigure(title, cells)
        {
            Subtitle = "Euclidean norm of the stream where each layer begins, and at the end",
            Scale = ColourScale.Sequential,
            Least = 0,
            CellTexts = texts,
            Notice = notice,
            Notes = [FigureNotes.Of(result.Record)],
        };
    }

    /// <summary>The stream at one position through the layers, and what each layer's attention and MLP write there.</summary>
    /// <param name="result">The norms.</param>
    /// <param name="position">The position, from 0; the last one unless given.</param>
    /// <param name="title">The title.</param>
    /// <param name="notice">What a reader should look for.</param>
    /// <exception cref="ArgumentOutOfRangeException">The prompt has no such position.</exception>
    public static LineFigure ToLines(this ResidualStreamResult result, int? position = null, string title = "What each layer adds to the residual stream", string notice = "")
    {
        var at = position ?? result.Prompt.Length - 1;
        if (at < 0 || at >= result.Prompt.Length) throw new ArgumentOutOfRangeException(nameof(position), at, $"The prompt has positions 0 to {result.Prompt.Length - 1}.");
        LineSeries Curve(string name, LabelledMatrix of) => LineSeries.Of(name, Enumerable.Range(0, of.Rows.Count).Select(row => of[row, at]));
        return Figure.Lines(
            title, [Curve("the stream, where the layer begins", result.Stream), Curve("attention writes", result.Attention), Curve("the MLP writes", result.Mlp)],
            $"layer (0: the embedding enters; {result.Layers}: the end)", "Euclidean norm") with
        {
            Subtitle = $"read at position {at}, “{result.Prompt.Pieces[at]}”",
            Notice = notice,
            Notes = ["The norms of two vectors do not add up: they may point in different directions.", FigureNotes.Of(result.Record)],
        };
    }
}
