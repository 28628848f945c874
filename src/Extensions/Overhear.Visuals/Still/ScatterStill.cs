namespace Overhear;

static class ScatterStill
{
    const double PlotHeight = 300, Radius = 3.4;

    public static Picture Of(ScatterFigure figure)
    {
        var sheet = new Sheet();
        var top = DrawLegend(sheet, figure);
        var up = QuantityScale.Of(
            figure.Series.SelectMany(series => series.Points.Select(i => series.Y[i])).Concat(figure.References.Where(line => !line.IsVertical).Select(line => line.Value)).Concat(figure.EndsOfEquals), mostTicks: 7);
        var across = QuantityScale.Of(
            figure.Series.SelectMany(series => series.Points.Select(i => series.X[i])).Concat(figure.References.Where(line => line.IsVertical).Select(line => line.Value)).Concat(figure.EndsOfEquals), mostTicks: 8);
        var frame = new PlotFrame(sheet, top, PlotFrame.StandardWidth, PlotHeight, up, across, null, figure.XTitle, figure.YTitle);
        sheet.Line(Paints.Grid, [.. across.Ticks.Select(tick => Polyline.Between(frame.X(tick), frame.Top, frame.X(tick), frame.Bottom - 1))]);
        frame.References(figure.References);
        if (figure.EndsOfEquals is [var least, var most]) sheet.Line(Paints.Faint, [Polyline.Between(frame.X(least), frame.Y(least), frame.X(most), frame.Y(most))], 1.2, [5, 4]);
        var names = new PointLabels(0, PlotFrame.StandardWidth);
        foreach (var (index, series) in figure.Series.Index())
        {
            sheet.Fill(Paints.Series(index), [.. series.Points.Select(i => Symbols.Of(index, frame.X(series.X[i]), frame.Y(series.Y[i]), Radius))], 0.8);
            foreach (var i in series.Points)
                names.Keep(frame.X(series.X[i]), frame.Y(series.Y[i]));
        }
        if (figure.ShowLabels)
            foreach (var series in figure.Series.Where(series => series.Labels.Count > 0))
                foreach (var i in series.Points)
                    names.Draw(sheet, frame.X(series.X[i]), frame.Y(series.Y[i]), series.Labels[i]);
        return sheet.ToPicture(PlotFrame.StandardWidth, frame.Height) with { Map = frame.Map };
    }

    /// <summary>The names of the groups.</summary>
    public static double DrawLegend(Sheet sheet, ScatterFigure figure) => Legend.Draw(
        sheet, PlotFrame.StandardWidth, [.. figure.Series.Select(series => series.Name)], (index, x, y) => sheet.Fill(Paints.Series(index), [Symbols.Of(index, x + 5, y, Radius + 0.4)]));
}
