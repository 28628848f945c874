namespace Overhear;

static class LineStill
{
    // More points than this make a band of their markers.
    const int MostMarkers = 40;
    const double PlotHeight = 240, LineWidth = 1.8, Radius = 2.8;

    public static Picture Of(LineFigure figure)
    {
        var sheet = new Sheet();
        var top = Legend.Draw(sheet, PlotFrame.StandardWidth, [.. figure.Series.Select(series => series.Name)], (index, x, y) =>
        {
            sheet.Line(Paints.Series(index), [Polyline.Between(x - 12, y, x + 12, y)], LineWidth, Symbols.Dash(index));
            sheet.Fill(Paints.Series(index), [Symbols.Of(index, x, y, Radius)]);
        });
        var up = QuantityScale.Of(
            figure.Series.SelectMany(series => series.Y.Concat(series.Lower).Concat(series.Upper)).Concat(figure.References.Where(line => !line.IsVertical).Select(line => line.Value)), mostTicks: 6);
        string[]? names = figure.XLabels.Count > 0 ? [.. figure.XLabels.Select(VisibleText.OfToken)] : null;
        var across = names is null
            ? QuantityScale.Of(figure.Series.SelectMany(series => series.X).Concat(figure.References.Where(line => line.IsVertical).Select(line => line.Value)), mostTicks: 8)
            : null;
        var frame = new PlotFrame(sheet, top, PlotFrame.StandardWidth, PlotHeight, up, across, names, AxisTitle.Of(figure.XTitle, figure.XUnit), AxisTitle.Of(figure.YTitle, figure.YUnit));
        foreach (var (index, series) in figure.Series.Index())
            sheet.Fill(Paints.Series(index), Band(series, frame), 0.18);
        frame.References(figure.References, [.. figure.Series.Where(series => double.IsFinite(series.Y[0]) && double.IsFinite(series.Y[^1])).Select(series => new Place(series.Y[0], series.Y[^1]))]);
        foreach (var (index, series) in figure.Series.Index())
        {
            sheet.Line(Paints.Series(index), [.. Parts(series, frame)], LineWidth, Symbols.Dash(index));
            sheet.Fill(Paints.Series(index), Dots(series, index, frame));
        }
        return sheet.ToPicture(PlotFrame.StandardWidth, frame.Height) with { Map = frame.Map };
    }

    // A number that is not finite interrupts the curve; a point with gaps on both sides is a dot.
    static IEnumerable<Polyline> Parts(LineSeries series, PlotFrame frame) =>
        LineSeries.Runs(series.Y).Where(run => run.Count > 1).Select(run => new Polyline([.. run.Select(i => new Place(frame.X(series.X[i]), frame.Y(series.Y[i])))]));

    static IReadOnlyList<Shape> Dots(LineSeries series, int index, PlotFrame frame)
    {
        var shown = series.X.Count <= MostMarkers
            ? Enumerable.Range(0, series.Y.Count).Where(i => double.IsFinite(series.Y[i]))
            : LineSeries.Runs(series.Y).Where(run => run.Count == 1).Select(run => run[0]);
        return [.. shown.Select(i => Symbols.Of(index, frame.X(series.X[i]), frame.Y(series.Y[i]), Radius))];
    }

    static IReadOnlyList<Shape> Band(LineSeries series, PlotFrame frame)
    {
        Place At(int i, double y) => new(frame.X(series.X[i]), frame.Y(y));
        return [.. series.BandRuns().Select(run => new Polyline([.. run.Select(i => At(i, series.Upper[i])), .. run.Reverse().Select(i => At(i, series.Lower[i]))], IsClosed: true))];
    }
}
