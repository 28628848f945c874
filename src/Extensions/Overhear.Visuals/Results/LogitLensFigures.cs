namespace Overhear;

/// <summary>Figures of <see cref="LogitLensResult"/>.</summary>
public static class LogitLensFigures
{
    /// <summary>What the model would say at every layer and position: the most probable next token, coloured by its probability. The last layer is on top.</summary>
    /// <param name="lens">What the lens read.</param>
    /// <param name="title">The title.</param>
    /// <param name="notice">What a reader should look for.</param>
    public static HeatmapFigure ToHeatmap(this LogitLensResult lens, string title = "Logit lens", string notice = "")
    {
        var (layers, positions) = (lens.Layers + 1, lens.Prompt.Length);
        var (values, texts, hovers) = (new double[layers, positions], new string[layers, positions], new string[layers, positions]);
        for (var row = 0; row < layers; row++)
            for (var position = 0; position < positions; position++)
            {
                var place = lens.At(layers - 1 - row, position);
                values[row, position] = place.Top[0].Probability;
                texts[row, position] = place.Top[0].Piece;
                hovers[row, position] = string.Join(", ", place.Top.Select(t => FormattableString.Invariant($"{t.Piece} {t.Probability:0.000}")));
            }
        var cells = new LabelledMatrix("probability of the top token", values, lens.LayerLabels.Reverse(), lens.Prompt.Labels, "residual stream", "position");
        return new HeatmapFigure(title, cells)
        {
            Subtitle = $"{lens.Method}: the most probable next token if the model stopped there",
            Least = 0,
            Most = 1,
            CellTexts = texts,
            HoverTexts = hovers,
            Notice = notice,
            Notes = [FigureNotes.Of(lens.Record)],
        };
    }

    /// <summary>The most probable next tokens at one place, as a table.</summary>
    /// <param name="lens">What the lens read.</param>
    /// <param name="layer">Before which layer, from 0; as many as there are layers for the end of the model.</param>
    /// <param name="position">The position, from 0; the last one unless given.</param>
    /// <param name="title">The title.</param>
    /// <param name="notice">What a reader should look for.</param>
    public static TableFigure ToTable(this LogitLensResult lens, int layer, int? position = null, string title = "The most probable next tokens", string notice = "")
    {
        var at = position ?? lens.Prompt.Length - 1;
        return TokenTable.Of(title, lens.At(layer, at).Top) with
        {
            Subtitle = $"read at position {at}, “{lens.Prompt.Pieces[at]}”, residual stream {lens.LayerLabels[layer]}",
            Notice = notice,
            Notes = [FigureNotes.Of(lens.Record)],
        };
    }

    /// <summary>The probability of each followed token through the layers, at one position.</summary>
    /// <param name="lens">What the lens read; it has to have followed at least one token.</param>
    /// <param name="position">The position, from 0; the last one unless given.</param>
    /// <param name="title">The title.</param>
    /// <param name="notice">What a reader should look for.</param>
    /// <exception cref="InvalidOperationException">The lens followed no token.</exception>
    public static LineFigure ToLines(this LogitLensResult lens, int? position = null, string title = "How an answer grows through the layers", string notice = "")
    {
        if (lens.Followed.Count == 0) throw new InvalidOperationException("The lens followed no token: give LogitLens.Of the ids to follow.");
        var at = position ?? lens.Prompt.Length - 1;
        var layers = Enumerable.Range(0, lens.Layers + 1).ToList();
        return Figure.Lines(
            title, lens.FollowedPieces.Select((piece, k) => new LineSeries(piece, layers.Select(l => (double)l), layers.Select(l => lens.At(l, at).Probabilities[k]))),
            "layer (0: the embedding)", "probability") with
        {
            Subtitle = $"{lens.Method}, read at position {at}, “{lens.Prompt.Pieces[at]}”",
            Notice = notice,
            Notes = [FigureNotes.Of(lens.Record)],
        };
    }
}
