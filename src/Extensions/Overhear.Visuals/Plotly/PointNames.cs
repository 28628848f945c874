namespace Overhear;

/// <summary>On which side of its point each name stands in an interactive figure, so that names do not lie over each other.</summary>
static class PointNames
{
    // The plot that is assumed: on a narrower one names may meet.
    const double Width = 480, Height = 320, Size = 12, Distance = 6;

    /// <summary>A side for each point of each group, as plotly.js calls it; empty where all sides are taken and the pointer alone says the name.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> Of(ScatterFigure figure)
    {
        var across = QuantityScale.Of(figure.Series.SelectMany(series => series.Points.Select(i => series.X[i])), mostTicks: 8);
        var up = QuantityScale.Of(figure.Series.SelectMany(series => series.Points.Select(i => series.Y[i])), mostTicks: 7);
        Place At(ScatterSeries series, int i) => new(across.Share(series.X[i]) * Width, (1 - up.Share(series.Y[i])) * Height);
        List<Box> taken = [.. figure.Series.SelectMany(series => series.Points.Select(i => At(series, i))).Select(at => new Box(at.X - 4, at.Y - 4, 8, 8))];
        return [.. figure.Series.Select(series => series.Labels.Count == 0 ? (IReadOnlyList<string>)[] : [.. series.Points.Select(i => Side(At(series, i), TextSize.Width(VisibleText.OfLabel(series.Labels[i]), Size), taken))])];
    }

    static string Side(Place at, double width, List<Box> taken)
    {
        foreach (var (side, x, y) in new[]
        {
            ("middle right", at.X + Distance, at.Y - Size / 2), ("middle left", at.X - Distance - width, at.Y - Size / 2),
            ("top center", at.X - width / 2, at.Y - Distance - Size), ("bottom center", at.X - width / 2, at.Y + Distance),
        })
        {
            var box = new Box(x, y, width, Size);
            if (x < -20 || x + width > Width || taken.Any(box.Meets)) continue;
            taken.Add(box);
            return side;
        }
        return "";
    }
}
