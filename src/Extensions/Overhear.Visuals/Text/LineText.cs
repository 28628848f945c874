namespace Overhear;

static class LineText
{
    const string Heights = "▁▂▃▄▅▆▇█";
    const int SparkWidth = 32;

    public static IEnumerable<string> Lines(LineFigure figure, TextLimits limits)
    {
        var axes = $"{AxisTitle.Of(figure.YTitle, figure.YUnit)} over {AxisTitle.Of(figure.XTitle, figure.XUnit)}";
        if (figure.YTitle.Length > 0 && figure.XTitle.Length > 0)
            yield return VisibleText.OfLabel(axes);
        var points = Points(figure);
        var table = points is not null && points.Width(limits) <= limits.Width ? points : Summaries(figure);
        foreach (var line in table.Lines(limits))
            yield return line;
        foreach (var reference in figure.References)
            yield return $"reference at {(reference.IsVertical ? "x" : "y")} = {NumberFormat.Single(reference.Value)}{(reference.Label.Length > 0 ? ": " + VisibleText.OfLabel(reference.Label) : "")}";
    }

    // One row a point, where all curves have the same x.
    static TextTable? Points(LineFigure figure)
    {
        var x = figure.Series[0].X;
        if (figure.Series.Any(series => !series.X.SequenceEqual(x)))
            return null;
        var xFormat = NumberFormat.For(x);
        var table = new TextTable().Column(figure.XTitle.Length > 0 ? VisibleText.OfLabel(figure.XTitle) : "x", right: figure.XLabels.Count == 0);
        foreach (var series in figure.Series)
            table.Column(VisibleText.OfLabel(series.Name), right: true);
        NumberFormat[] formats = [.. figure.Series.Select(series => NumberFormat.For(series.Y))];
        for (var i = 0; i < x.Count; i++)
            table.Row([XName(figure, x[i], xFormat), .. figure.Series.Select((series, s) => formats[s].Write(series.Y[i]))]);
        return table;
    }

    // One row a curve, where points would take too much room.
    static TextTable Summaries(LineFigure figure)
    {
        var xFormat = NumberFormat.For(figure.Series.SelectMany(series => series.X));
        var yFormat = NumberFormat.For(figure.Series.SelectMany(series => series.Y));
        var table = new TextTable().Column("").Column("points", right: true).Column("x", most: 32)
            .Column("first", right: true).Column("last", right: true).Column("least", right: true).Column("most", right: true).Column("", most: SparkWidth);
        foreach (var series in figure.Series)
        {
            double[] finite = [.. series.Y.Where(double.IsFinite).DefaultIfEmpty(double.NaN)];
            table.Row(VisibleText.OfLabel(series.Name), series.X.Count.ToString(System.Globalization.CultureInfo.InvariantCulture),
                $"{XName(figure, series.X[0], xFormat)} … {XName(figure, series.X[^1], xFormat)}",
                yFormat.Write(series.Y[0]), yFormat.Write(series.Y[^1]), yFormat.Write(finite.Min()), yFormat.Write(finite.Max()), Spark(series.Y));
        }
        return table;
    }

    static string XName(LineFigure figure, double x, NumberFormat format) =>
        x == Math.Truncate(x) && x >= 0 && x < figure.XLabels.Count ? VisibleText.OfLabel(figure.XLabels[(int)x]) : format.Write(x);

    static string Spark(IReadOnlyList<double> y)
    {
        var range = ColourRange.Of(y, ColourScale.Sequential, least: null, most: null);
        var width = Math.Min(SparkWidth, y.Count);
        var spark = new char[width];
        for (var i = 0; i < width; i++)
        {
            var height = y[(int)((long)i * (y.Count - 1) / Math.Max(1, width - 1))];
            spark[i] = double.IsFinite(height) ? Heights[(int)Math.Min(Heights.Length - 1, range.Share(height) * Heights.Length)] : ' ';
        }
        return new string(spark);
    }
}
