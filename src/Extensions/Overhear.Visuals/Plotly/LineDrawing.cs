using Plotly.NET;
using Plotly.NET.LayoutObjects;

namespace Overhear;

static class LineDrawing
{
    // More points than this make a band of their markers.
    const int MostMarkers = 40;
    static readonly string[] Dashes = ["solid", "dash", "dot", "dashdot"];
    static readonly string[] Symbols = ["circle", "square", "diamond", "triangle-up", "x", "cross", "triangle-down", "star"];

    public static PlotlyDrawing Of(LineFigure figure)
    {
        var names = figure.XLabels.Count > 0 ? PlotlyText.Ticks(figure.XLabels, VisibleText.OfLabel) : null;
        var legend = figure.Series.Count > 1;
        var perRow = Math.Max(1, 90 / (8 + figure.Series.Max(series => Math.Min(30, series.Name.Length))));
        var legendHeight = legend ? Math.Min(8, 1 + (figure.Series.Count - 1) / perRow) * 19 : 0;
        var height = 330 + (legend ? CellLayout.ButtonRow + legendHeight : 0);
        var layout = new Layout().With(
            ("height", height), ("autosize", true), ("margin", CellLayout.Margin()), ("hovermode", "closest"), ("showlegend", legend),
            ("legend", CellLayout.Legend(height)),
            ("xaxis", names is null
                ? Quantity(AxisTitle.Of(figure.XTitle, figure.XUnit)).With(("zeroline", false))
                : CellLayout.Categories(names, AxisTitle.Of(figure.XTitle, figure.XUnit))),
            ("yaxis", Quantity(AxisTitle.Of(figure.YTitle, figure.YUnit))),
            ("shapes", ReferenceDrawing.Lines(figure.References)),
            ("annotations", ReferenceDrawing.Labels(figure.References, busy: [.. figure.Series.Where(series => double.IsFinite(series.Y[0]) && double.IsFinite(series.Y[^1])).Select(series => new Place(series.Y[0], series.Y[^1]))])));
        return new PlotlyDrawing(figure, [.. Traces(figure, names)], layout, new PlotlySize(height, MaxWidth: 960), AboveThePlot: legendHeight);
    }

    // Curves first: plotly.js gives colours in the order of traces.
    static IEnumerable<Trace> Traces(LineFigure figure, IReadOnlyList<string>? names) =>
        figure.Series.Select((series, i) => Curve(figure, series, i, names))
            .Concat(figure.Series.Index().Where(series => series.Item.Lower.Count > 0).Select(series => Band(series.Item, series.Index, names)));

    static Trace Curve(LineFigure figure, LineSeries series, int index, IReadOnlyList<string>? names)
    {
        var name = PlotlyText.LiteralInTemplate(VisibleText.Cut(VisibleText.OfLabel(series.Name), 40));
        var x = PlotlyText.LiteralInTemplate(VisibleText.OfLabel(figure.XTitle.Length > 0 ? figure.XTitle : "x"));
        var y = PlotlyText.LiteralInTemplate(VisibleText.OfLabel(figure.YTitle.Length > 0 ? figure.YTitle : "y"));
        var unit = figure.YUnit.Length > 0 ? " " + PlotlyText.LiteralInTemplate(VisibleText.OfLabel(figure.YUnit)) : "";
        return new Trace2D("scatter").With(
            ("name", PlotlyText.Literal(VisibleText.Cut(VisibleText.OfLabel(series.Name), 40))),
            ("x", names is null ? PlotlyNumber.Exact(series.X) : series.X.Select(value => names[(int)value]).ToArray()),
            ("y", PlotlyNumber.Rounded(series.Y)), ("mode", series.X.Count <= MostMarkers ? "lines+markers" : "lines"),
            ("line", PlotlyNode.Of(("width", 2), ("dash", Dashes[index / Symbols.Length % Dashes.Length]))),
            ("marker", PlotlyNode.Of(("size", 6), ("symbol", Symbols[index % Symbols.Length]))),
            ("hovertemplate", $"{(figure.Series.Count > 1 ? name + "<br>" : "")}{x}: %{{x}}<br>{y}: %{{y:.4~g}}{unit}<extra></extra>"));
    }

    // Around each part of the curve there and back again; plotly.js would join two edges across a gap.
    static Trace Band(LineSeries series, int index, IReadOnlyList<string>? names)
    {
        List<object?> x = [], y = [];
        foreach (var run in series.BandRuns())
        {
            if (x.Count > 0)
            {
                x.Add(null);
                y.Add(null);
            }
            int[] back = [.. run.Reverse()];
            x.AddRange(run.Concat(back).Select(i => names is null ? PlotlyNumber.Exact([series.X[i]])[0] : names[(int)series.X[i]]));
            y.AddRange(PlotlyNumber.Rounded([.. run.Select(i => series.Upper[i]), .. back.Select(i => series.Lower[i])]));
        }
        return new Trace2D("scatter").With(
            ("x", x.ToArray()), ("y", y.ToArray()), ("mode", "lines"), ("line", PlotlyNode.Of(("width", 0), ("color", Transparent(index)))),
            ("fill", "toself"), ("fillcolor", Transparent(index)), ("hoverinfo", "skip"), ("showlegend", false));
    }

    // One colour for both themes: bands are pale on either.
    static string Transparent(int index)
    {
        var colour = Convert.FromHexString(PlotlyTheme.Light.Series[index % PlotlyTheme.Light.Series.Count].AsSpan(1));
        return FormattableString.Invariant($"rgba({colour[0]},{colour[1]},{colour[2]},0.22)");
    }

    /// <summary>An axis of numbers.</summary>
    public static LinearAxis Quantity(string title) => new LinearAxis().With(
        ("type", "linear"), ("automargin", true), ("title", CellLayout.Title(title)), ("zeroline", true), ("exponentformat", "power"));
}
