using Plotly.NET;

namespace Overhear;

static class ScatterDrawing
{
    static readonly string[] Symbols = ["circle", "square", "diamond", "triangle-up", "x", "cross", "triangle-down", "hexagon"];
    // The length of a side of the box: as large as fits with its labels.
    const double Edge = 1.05;
    // What plotly.js knows in three dimensions is less.
    static readonly string[] SpatialSymbols = ["circle", "square", "diamond", "cross", "x", "circle-open", "square-open", "diamond-open"];

    public static PlotlyDrawing Of(ScatterFigure figure)
    {
        var legend = figure.Series.Count > 1;
        var legendHeight = legend ? Math.Min(6, 1 + (figure.Series.Count - 1) / 4) * 19 : 0;
        var height = (figure.IsSpatial ? 480 : 400) + (legend ? CellLayout.ButtonRow + legendHeight : 0);
        var layout = new Layout().With(
            ("height", height), ("autosize", true), ("margin", CellLayout.Margin()), ("hovermode", "closest"), ("showlegend", legend),
            ("legend", CellLayout.Legend(height)));
        if (figure.IsSpatial)
            layout.SetProperty("scene", PlotlyNode.Of(
                ("xaxis", SpatialAxis(figure.XTitle)), ("yaxis", SpatialAxis(figure.YTitle)), ("zaxis", SpatialAxis(figure.ZTitle)), ("aspectmode", "manual"), ("aspectratio", PlotlyNode.Of(("x", Edge), ("y", Edge), ("z", Edge))),
                // The side from which the still picture is seen.
                ("camera", PlotlyNode.Of(("eye", PlotlyNode.Of(("x", 1.05), ("y", -1.45), ("z", 0.8))), ("projection", PlotlyNode.Of(("type", "orthographic")))))));
        else
            layout.With(
                ("xaxis", LineDrawing.Quantity(figure.XTitle)), ("yaxis", LineDrawing.Quantity(figure.YTitle)),
                ("shapes", ReferenceDrawing.Lines(figure.References, figure.EndsOfEquals)), ("annotations", ReferenceDrawing.Labels(figure.References)));
        var names = figure is { ShowLabels: true, IsSpatial: false } ? PointNames.Of(figure) : null;
        return new PlotlyDrawing(figure, [.. figure.Series.Select((series, i) => Points(figure, series, i, names?[i]))], layout, new PlotlySize(height, MaxWidth: figure.IsSpatial ? 760 : 860, KeepsShape: figure.IsSpatial), AboveThePlot: legendHeight);
    }

    static Trace Points(ScatterFigure figure, ScatterSeries series, int index, IReadOnlyList<string>? sides)
    {
        int[] points = [.. series.Points];
        object?[] Numbers(IReadOnlyList<double> all) => PlotlyNumber.Rounded([.. points.Select(i => all[i])]);
        string[]? labels = series.Labels.Count > 0 ? [.. points.Select(i => PlotlyText.Hover(VisibleText.OfLabel(series.Labels[i])))] : null;
        string Axis(string title, string letter) => $"{PlotlyText.LiteralInTemplate(VisibleText.OfLabel(title.Length > 0 ? title : letter))}: %{{{letter}:.4~g}}";
        var name = VisibleText.Cut(VisibleText.OfLabel(series.Name), 40);
        Trace trace = figure.IsSpatial ? new Trace3D("scatter3d") : new Trace2D("scatter");
        return trace.With(
            ("name", PlotlyText.Literal(name)), ("x", Numbers(series.X)), ("y", Numbers(series.Y)), ("z", figure.IsSpatial ? Numbers(series.Z) : null),
            ("mode", figure.ShowLabels && labels is not null ? "markers+text" : "markers"), ("text", figure.ShowLabels ? labels?.Select((label, i) => sides is { Count: > 0 } && sides[i].Length == 0 ? "" : label).ToArray() : null),
            ("textposition", !figure.ShowLabels || labels is null ? null : sides is null ? "top center" : sides.Select(side => side.Length == 0 ? "top center" : side).ToArray()),
            ("marker", PlotlyNode.Of(("size", figure.IsSpatial ? 5 : 8), ("opacity", 0.8), ("symbol", (figure.IsSpatial ? SpatialSymbols : Symbols)[index % Symbols.Length]))),
            ("customdata", labels),
            ("hovertemplate", (labels is null ? "" : "%{customdata}<br>") + (figure.Series.Count > 1 ? PlotlyText.LiteralInTemplate(name) + "<br>" : "")
                + $"{Axis(figure.XTitle, "x")}<br>{Axis(figure.YTitle, "y")}{(figure.IsSpatial ? "<br>" + Axis(figure.ZTitle, "z") : "")}<extra></extra>"));
    }

    static DynamicObj.DynamicObj SpatialAxis(string title) => PlotlyNode.Of(
        ("title", PlotlyNode.Of(("text", PlotlyText.Wrapped(VisibleText.OfLabel(title), 30)))), ("exponentformat", "power"), ("showbackground", false), ("nticks", 5));
}
