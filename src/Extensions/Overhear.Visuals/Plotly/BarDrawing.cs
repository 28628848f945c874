using Plotly.NET;

namespace Overhear;

static class BarDrawing
{
    public static PlotlyDrawing Of(BarFigure figure)
    {
        var ticks = PlotlyText.Ticks(figure.Labels, VisibleText.OfLabel);
        var values = PlotlyNumber.Rounded(figure.Values);
        var hasErrors = figure.Errors.Count > 0;
        var (label, value) = figure.Horizontal ? ("y", "x") : ("x", "y");
        var trace = new Trace2D("bar").With(
            ("orientation", figure.Horizontal ? "h" : "v"), (label, ticks), (value, values),
            ($"error_{value}", hasErrors ? PlotlyNode.Of(("type", "data"), ("array", PlotlyNumber.Rounded(figure.Errors))) : null),
            ("customdata", figure.Labels.Select(text => PlotlyText.Hover(VisibleText.OfLabel(text))).ToArray()),
            ("hovertemplate", HoverTemplate(figure, value, hasErrors)));
        var labels = CellLayout.Categories(ticks, figure.LabelTitle);
        if (figure.Horizontal)
            labels.SetProperty("autorange", "reversed");
        var count = figure.Values.Count;
        var size = figure.Horizontal
            ? new PlotlySize(Math.Clamp(90 + count * 24, 180, 900), MaxWidth: 800)
            : new PlotlySize(360, MaxWidth: Math.Clamp(160 + count * 60, 460, 1000));
        ReferenceLine[] references = [.. figure.References.Select(line => line with { IsVertical = figure.Horizontal })];
        var layout = new Layout().With(
            ("height", size.Height), ("autosize", true), ("margin", CellLayout.Margin()), ("showlegend", false), ("bargap", 0.25),
            ("shapes", ReferenceDrawing.Lines(references)), ("annotations", ReferenceDrawing.Labels(references, above: true)),
            ($"{label}axis", labels), ($"{value}axis", LineDrawing.Quantity(AxisTitle.Of(figure.ValueTitle, figure.Unit))));
        return new PlotlyDrawing(figure, [trace], layout, size);
    }

    static string HoverTemplate(BarFigure figure, string value, bool hasErrors)
    {
        var title = PlotlyText.LiteralInTemplate(VisibleText.OfLabel(figure.ValueTitle.Length > 0 ? figure.ValueTitle : "value"));
        var unit = figure.Unit.Length > 0 ? " " + PlotlyText.LiteralInTemplate(VisibleText.OfLabel(figure.Unit)) : "";
        return $"%{{customdata}}<br>{title}: %{{{value}:.4~g}}{(hasErrors ? $" ± %{{error_{value}.array:.3~g}}" : "")}{unit}<extra></extra>";
    }
}
