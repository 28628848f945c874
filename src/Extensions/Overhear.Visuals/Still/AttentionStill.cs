namespace Overhear;

/// <summary>The first head's pattern in full and all heads' patterns small, to be compared at a glance.</summary>
static class AttentionStill
{
    const double SmallSide = 70, SmallGap = 14, LeastWidth = 480;
    const int MostSmall = 24, MostSmallCells = 2000;

    public static Picture Of(AttentionFigure figure)
    {
        var count = figure.Tokens.Count;
        var causal = figure.IsCausal;
        var pattern = figure.Heads.Single(pattern => pattern.Head == figure.Initial);
        var side = Math.Clamp(Math.Floor(400.0 / count), 3, 26);
        string[] tokens = [.. figure.Tokens.Select(VisibleText.OfToken)];
        var across = new LabelAxis(tokens, side);
        var beside = new RowLabels(tokens, side);
        var left = Math.Ceiling(Math.Max(beside.Width, Math.Min(across.LeftOverhang, 110)));
        var sheet = new Sheet();
        var range = new ColourRange(0, 1, IsDiverging: false);
        var width = Math.Max(LeastWidth, left + count * side);
        sheet.Named("head", own => own.Text(0, 12, $"head {figure.Initial}", size: 13, bold: true));
        var y = 22 + ColourKey.Draw(sheet, 0, 22, width, "attention probability", range, isPale: false);
        sheet.Text(0, (y += 14) - 2, "query token (looks from)");
        y += 4;
        var map = PictureMap.OfCells(left, y, side, side).WithSteps(Paints.Steps(isDiverging: false));
        sheet.Named("cells", own => DrawPattern(own, pattern, left, y, side, causal, range, leastStep: 0));
        beside.Draw(sheet, left, y);
        y += count * side + 1;
        across.Draw(sheet, left, y);
        y += across.Height + 15;
        sheet.Text(Math.Max(left + count * side / 2, 75), y, "key token (is looked at)", anchor: TextAnchor.Middle);
        y += 8;
        if (figure.Heads.Count > 1) (y, map) = DrawSmall(sheet, figure, y + 12, width, causal, range, map);
        return sheet.ToPicture(width, y) with { Map = map };
    }

    static (double Y, PictureMap Map) DrawSmall(Sheet sheet, AttentionFigure figure, double y, double width, bool causal, ColourRange range, PictureMap map)
    {
        // Whole pixels: no cell is blurred, and each takes few bytes.
        var cell = Math.Max(1, Math.Round(SmallSide / figure.Tokens.Count));
        var side = cell * figure.Tokens.Count;
        var perRow = Math.Max(1, (int)((width + SmallGap) / (side + SmallGap)));
        var shown = figure.Heads.Take(MostSmall).ToList();
        var more = figure.Heads.Count - shown.Count;
        var least = LeastStep(shown, range);
        var weights = FormattableString.Invariant($", weights of at least {(least - 0.5) / Paints.Steps(isDiverging: false):0.00}");
        sheet.Text(0, y + 11, (more > 0 ? $"the first {shown.Count} of {figure.Heads.Count} heads" : "all heads") + weights);
        y += 20;
        foreach (var (index, pattern) in shown.Index())
        {
            var (x, top) = (index % perRow * (side + SmallGap) + 1, y + index / perRow * (side + 26));
            sheet.Line(Paints.Grid, [Frame(x, top + 16, side)]);
            DrawPattern(sheet, pattern, x, top + 16, cell, causal, range, least);
            sheet.Text(x, top + 11, pattern.Head.ToString(), size: 11);
            if (pattern.Head == figure.Initial) sheet.Named("chosen", own => own.Line(Paints.Ink, [Frame(x, top + 16, side)], 1.5));
        }
        return (y + ((shown.Count - 1) / perRow + 1) * (side + 26) + 2, map.WithSmall(1, y + 16, side, side + SmallGap, side + 26, perRow, shown.Count));
    }

    static Polyline Frame(double x, double y, double side) =>
        new([new(x - 0.5, y - 0.5), new(x + side + 0.5, y - 0.5), new(x + side + 0.5, y + side + 0.5), new(x - 0.5, y + side + 0.5)], IsClosed: true);

    // Small patterns leave out what is nearly nothing, and more of it where many heads look at many tokens, so that all of them stay few bytes.
    static int LeastStep(List<HeadPattern> patterns, ColourRange range)
    {
        var cells = new int[Paints.Steps(isDiverging: false) + 1];
        foreach (var pattern in patterns)
            for (var query = 0; query < pattern.Length; query++)
                for (var key = 0; key < pattern.Length; key++)
                    cells[Paints.StepOf(range, pattern[query, key])]++;
        var least = cells.Length;
        for (var drawn = 0; least > 2 && drawn + cells[least - 1] <= MostSmallCells; drawn += cells[least]) least--;
        return least;
    }

    static void DrawPattern(Sheet sheet, HeadPattern pattern, double left, double top, double side, bool causal, ColourRange range, int leastStep) =>
        Cells.Draw(sheet, left, top, side, side, pattern.Length, query => causal ? query + 1 : pattern.Length, (query, key) => pattern[query, key], range, leastStep: leastStep);
}
