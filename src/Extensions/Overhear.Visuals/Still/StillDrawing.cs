namespace Overhear;

/// <summary>A figure as a still picture.</summary>
static class StillDrawing
{
    const double Margin = 16, LeastWidth = 380;

    /// <summary>The numbers alone, for a page that shows the words itself.</summary>
    public static Picture Body(Figure figure) => figure switch
    {
        HeatmapFigure heatmap => HeatmapStill.Of(heatmap),
        LineFigure lines => LineStill.Of(lines),
        BarFigure bars => BarStill.Of(bars),
        ScatterFigure { IsSpatial: true } points => SpatialStill.Of(points),
        ScatterFigure points => ScatterStill.Of(points),
        AttentionFigure attention => AttentionStill.Of(attention),
        TokenStripFigure strip => TokenStripStill.Of(strip),
        TableFigure table => TableStill.Of(table),
        _ => throw new InvalidOperationException($"{figure.GetType().Name} has no still picture."),
    };

    /// <summary>Title, numbers and words.</summary>
    public static Picture Whole(Figure figure)
    {
        var body = Body(figure);
        var width = Math.Max(body.Width, LeastWidth);
        var sheet = new Sheet();
        var y = Margin;
        void Words(string text, double size, Paint paint, bool bold)
        {
            foreach (var line in TextSize.Wrapped(text, width, size, bold))
            {
                sheet.Text(Margin, y + size, line, paint, size, bold: bold);
                y += Math.Round(size * 1.35);
            }
        }
        Words(figure.Title, 16, Paints.Ink, bold: true);
        Words(figure.Subtitle, Sheet.FontSize, Paints.Faint, bold: false);
        if (y > Margin) y += 10;
        sheet.Put(Margin, y, body);
        y += body.Height + 6;
        Words(figure.Notice, Sheet.FontSize, Paints.Ink, bold: false);
        foreach (var note in figure.Notes)
            Words(note, 10.5, Paints.Faint, bold: false);
        return sheet.ToPicture(width + 2 * Margin, y + Margin - 4);
    }
}
