namespace Overhear;

static class TokenStripStill
{
    const double Width = 560, RowHeight = 26, BoxHeight = 20, Size = 12.5;

    public static Picture Of(TokenStripFigure figure)
    {
        var sheet = new Sheet();
        var range = figure.Range;
        var (x, y) = (0.0, 0.0);
        List<Shape> frames = [];
        var boxes = new SortedDictionary<int, List<Shape>>();
        List<(double X, double Y, string Text)> texts = [];
        for (var i = 0; i < figure.Tokens.Count; i++)
        {
            var text = TextSize.Cut(VisibleText.OfToken(figure.Tokens[i]), Width - 12, Size);
            var width = Math.Ceiling(TextSize.Width(text, Size) * 1.04) + 8;
            if (x > 0 && x + width > Width) (x, y) = (0, y + RowHeight);
            if (double.IsFinite(figure.Values[i]))
            {
                var step = Paints.StepOf(range, figure.Values[i]);
                if (!boxes.TryGetValue(step, out var same)) boxes[step] = same = [];
                same.Add(new Box(x, y, width, BoxHeight));
            }
            frames.Add(new Polyline([new(x + 0.5, y + 0.5), new(x + width - 0.5, y + 0.5), new(x + width - 0.5, y + BoxHeight - 0.5), new(x + 0.5, y + BoxHeight - 0.5)], IsClosed: true));
            texts.Add((x + width / 2, y + 14.5, text));
            x += width + 3;
        }
        foreach (var (step, same) in boxes)
            sheet.Fill(Paints.Step(range.IsDiverging, isPale: true, step), same);
        sheet.Line(Paints.Grid, frames);
        foreach (var (at, line, text) in texts)
            sheet.Text(at, line, text, size: Size, anchor: TextAnchor.Middle);
        y += RowHeight + 8;
        y += ColourKey.Draw(sheet, 0, y, Width, AxisTitle.Of(figure.ValueTitle, figure.Unit), range, isPale: true);
        return sheet.ToPicture(Width, y);
    }
}
