namespace Overhear;

/// <summary>The twin of a figure in plain text.</summary>
static class FigureText
{
    /// <summary>Title, numbers and words.</summary>
    public static string Of(Figure figure, TextLimits limits)
    {
        List<string> lines = [.. Wrapped(figure.Title, limits.Width), .. Wrapped(figure.Subtitle, limits.Width)];
        if (lines.Count > 0)
            lines.Add("");
        lines.AddRange(Body(figure, limits));
        string[] words = [.. Wrapped(figure.Notice, limits.Width), .. figure.Notes.SelectMany(note => Wrapped(note, limits.Width))];
        if (words.Length > 0)
            lines.AddRange(["", .. words]);
        return string.Join('\n', lines);
    }

    /// <summary>The numbers alone.</summary>
    public static IEnumerable<string> Body(Figure figure, TextLimits limits) => figure switch
    {
        HeatmapFigure heatmap => HeatmapText.Lines(heatmap, limits),
        LineFigure lines => LineText.Lines(lines, limits),
        BarFigure bars => BarText.Lines(bars, limits),
        AttentionFigure attention => AttentionText.Lines(attention, limits),
        TokenStripFigure strip => TokenStripText.Lines(strip, limits),
        ScatterFigure points => ScatterText.Lines(points, limits),
        TableFigure texts => TableText.Lines(texts, limits),
        _ => throw new InvalidOperationException($"{figure.GetType().Name} has no text twin."),
    };

    static IEnumerable<string> Wrapped(string text, int width)
    {
        if (text.Length == 0)
            yield break;
        var line = "";
        foreach (var word in text.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).Select(VisibleText.OfLabel))
        {
            if (line.Length > 0 && TextWidth.Of(line) + 1 + TextWidth.Of(word) > width)
            {
                yield return line;
                line = "";
            }
            line = line.Length == 0 ? word : $"{line} {word}";
        }
        yield return line;
    }
}
