namespace Overhear;

/// <summary>Points in three dimensions, seen from one fixed side, in parallel lines: what is equally long looks equally long wherever it lies.</summary>
static class SpatialStill
{
    const double Height = 400, Edge = 230, Radius = 3.6;
    // From the front right, somewhat above.
    static readonly double cosAround = Math.Cos(-0.62), sinAround = Math.Sin(-0.62), cosUp = Math.Cos(0.42), sinUp = Math.Sin(0.42);

    public static Picture Of(ScatterFigure figure)
    {
        var sheet = new Sheet();
        var top = ScatterStill.DrawLegend(sheet, figure);
        var scales = new[] { Scale(figure, series => series.X), Scale(figure, series => series.Y), Scale(figure, series => series.Z) };
        var centre = new Place(PlotFrame.StandardWidth / 2, top + Height / 2 - 6);
        DrawBox(sheet, centre, scales, [figure.XTitle, figure.YTitle, figure.ZTitle]);

        var points = figure.Series.Index().SelectMany(series => series.Item.Points.Select(i =>
        {
            var at = new[] { scales[0].Share(series.Item.X[i]), scales[1].Share(series.Item.Y[i]), scales[2].Share(series.Item.Z[i]) };
            return (Series: series.Index, At: Seen(centre, at), Depth: Depth(at), Point: i);
        })).OrderByDescending(point => point.Depth).ToList();
        // What is nearer is larger, so that depth shows where nothing moves.
        foreach (var (series, at, depth, _) in points)
            sheet.Fill(Paints.Series(series), [Symbols.Of(series, at.X, at.Y, Math.Round(Radius * (1.15 - 0.35 * depth), 1))], 0.8);
        if (figure.ShowLabels)
        {
            var names = new PointLabels(0, PlotFrame.StandardWidth);
            foreach (var point in points)
                names.Keep(point.At.X, point.At.Y);
            foreach (var point in points.AsEnumerable().Reverse().Where(point => figure.Series[point.Series].Labels.Count > 0))
                names.Draw(sheet, point.At.X, point.At.Y, figure.Series[point.Series].Labels[point.Point]);
        }
        return sheet.ToPicture(PlotFrame.StandardWidth, top + Height) with { Map = Map(centre, scales) };
    }

    // The three sides that lie behind all points carry the grid; ticks stand where no point hides them.
    static void DrawBox(Sheet sheet, Place centre, QuantityScale[] scales, string[] titles)
    {
        Polyline Line(double[] from, double[] to)
        {
            var (a, b) = (Seen(centre, from), Seen(centre, to));
            return Polyline.Between(a.X, a.Y, b.X, b.Y);
        }
        List<Shape> grid = [];
        foreach (var x in scales[0].Ticks.Select(scales[0].Share)) grid.AddRange([Line([x, 0, 0], [x, 1, 0]), Line([x, 1, 0], [x, 1, 1])]);
        foreach (var y in scales[1].Ticks.Select(scales[1].Share)) grid.AddRange([Line([0, y, 0], [1, y, 0]), Line([0, y, 0], [0, y, 1])]);
        foreach (var z in scales[2].Ticks.Select(scales[2].Share)) grid.AddRange([Line([0, 1, z], [1, 1, z]), Line([0, 0, z], [0, 1, z])]);
        grid.AddRange([Line([0, 1, 0], [0, 1, 1]), Line([1, 1, 0], [1, 1, 1]), Line([0, 0, 1], [0, 1, 1]), Line([0, 1, 1], [1, 1, 1]), Line([0, 1, 0], [1, 1, 0]), Line([0, 0, 0], [0, 1, 0])]);
        sheet.Line(Paints.Grid, grid);
        sheet.Line(Paints.Strong, [Line([0, 0, 0], [1, 0, 0]), Line([1, 0, 0], [1, 1, 0]), Line([0, 0, 0], [0, 0, 1])]);

        foreach (var tick in scales[0].Ticks)
        {
            var at = Seen(centre, [scales[0].Share(tick), 0, 0]);
            sheet.Text(at.X - 4, at.Y + 15, scales[0].Write(tick), size: 11, anchor: TextAnchor.Middle);
        }
        foreach (var tick in scales[1].Ticks)
        {
            var at = Seen(centre, [1, scales[1].Share(tick), 0]);
            sheet.Text(at.X + 7, at.Y + 11, scales[1].Write(tick), size: 11);
        }
        foreach (var tick in scales[2].Ticks)
        {
            var at = Seen(centre, [0, 0, scales[2].Share(tick)]);
            sheet.Text(at.X - 7, at.Y + 4, scales[2].Write(tick), size: 11, anchor: TextAnchor.End);
        }
        Title(sheet, Seen(centre, [0.4, 0, 0]), -14, 44, titles[0], TextAnchor.Middle);
        Title(sheet, Seen(centre, [1, 0.5, 0]), 32, 30, titles[1], TextAnchor.Start);
        Title(sheet, Seen(centre, [0, 0, 1]), -20, -14, titles[2], TextAnchor.Middle);
    }

    static void Title(Sheet sheet, Place at, double right, double down, string title, TextAnchor anchor)
    {
        var room = anchor == TextAnchor.Start ? PlotFrame.StandardWidth - at.X - right : 2 * Math.Min(at.X, PlotFrame.StandardWidth - at.X);
        foreach (var (index, line) in TextSize.Wrapped(title, room).Index())
            sheet.Text(at.X + right, at.Y + down + index * 14, line, anchor: anchor);
    }

    static QuantityScale Scale(ScatterFigure figure, Func<ScatterSeries, IReadOnlyList<double>> numbers) =>
        QuantityScale.Of(figure.Series.SelectMany(series => series.Points.Select(i => numbers(series)[i])), mostTicks: 5);

    static Place Seen(Place centre, double[] at)
    {
        var (x, y, z) = (at[0] - 0.5, at[1] - 0.5, at[2] - 0.5);
        var (right, back) = (x * cosAround - y * sinAround, x * sinAround + y * cosAround);
        return new Place(centre.X + Edge * right, centre.Y - Edge * (z * cosUp + back * sinUp));
    }

    // The projection is linear: the corner at the scales' least numbers, and how far one unit of each axis leads.
    static PictureMap Map(Place centre, QuantityScale[] scales)
    {
        var corner = Seen(centre, [0, 0, 0]);
        Place[] ends = [Seen(centre, [1, 0, 0]), Seen(centre, [0, 1, 0]), Seen(centre, [0, 0, 1])];
        double[] Along(Func<Place, double> part) => [part(corner), .. ends.Select((end, axis) => (part(end) - part(corner)) / (scales[axis].Most - scales[axis].Least))];
        return PictureMap.OfPoints([.. scales.Select(scale => scale.Least)], Along(place => place.X), Along(place => place.Y));
    }

    // 0 for the nearest corner of the box, 1 for the farthest.
    static double Depth(double[] at)
    {
        var back = (at[0] - 0.5) * sinAround + (at[1] - 0.5) * cosAround;
        return Math.Clamp(0.5 + (back * cosUp - (at[2] - 0.5) * sinUp) / 1.8, 0, 1);
    }
}
