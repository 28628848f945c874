using Plotly.NET;

namespace Overhear;

static class TokenStripDrawing
{
    const int PerRow = 10;

    public static PlotlyDrawing Of(TokenStripFigure figure)
    {
        var range = figure.Range;
        var rows = (figure.Tokens.Count + PerRow - 1) / PerRow;
        var title = PlotlyText.LiteralInTemplate(VisibleText.OfLabel(figure.ValueTitle));
        var unit = figure.Unit.Length > 0 ? " " + PlotlyText.LiteralInTemplate(VisibleText.OfLabel(figure.Unit)) : "";
        var trace = new Trace2D("heatmap").With(
            ("z", PlotlyNumber.Rounded([.. figure.Values]).Chunk(PerRow).ToArray()), ("coloraxis", "coloraxis"), ("xgap", 1), ("ygap", 2),
            ("text", figure.Tokens.Select(token => PlotlyText.Literal(VisibleText.Cut(VisibleText.OfToken(token), 12))).Chunk(PerRow).ToArray()),
            ("customdata", figure.Tokens.Select((token, i) => $"{i}: {PlotlyText.Hover(VisibleText.OfToken(token))}").Chunk(PerRow).ToArray()),
            ("texttemplate", "%{text}"), ("hovertemplate", $"%{{customdata}}<br>{title}: %{{z:.4~g}}{unit}<extra></extra>"));
        var size = new PlotlySize(Math.Max(200, 60 + rows * 34), MaxWidth: 960);
        var hidden = PlotlyNode.Of(("visible", false));
        var layout = new Layout().With(
            ("height", size.Height), ("autosize", true), ("margin", CellLayout.Margin()), ("xaxis", hidden),
            ("yaxis", PlotlyNode.Of(("visible", false), ("autorange", "reversed"))),
            ("coloraxis", CellLayout.ColourAxis(AxisTitle.Of(figure.ValueTitle, figure.Unit), range, size.Height)));
        return new PlotlyDrawing(figure, [trace], layout, size, range, HasTextOnColour: true);
    }
}
