using Plotly.NET;

namespace Overhear;

static class TableDrawing
{
    public static PlotlyDrawing Of(TableFigure figure)
    {
        string[] aligned = [.. Enumerable.Range(0, figure.Columns.Count).Select(column => figure.IsNumeric(column) ? "right" : "left")];
        string[] Column(int column) => [.. figure.Rows.Select(row => PlotlyText.Literal(VisibleText.Cut(VisibleText.OfLabel(row[column]), 60)))];
        var trace = new Trace("table").With(
            ("header", PlotlyNode.Of(("values", figure.Columns.Select(title => PlotlyText.Literal(VisibleText.OfLabel(title))).ToArray()), ("align", aligned))),
            ("cells", PlotlyNode.Of(("values", Enumerable.Range(0, figure.Columns.Count).Select(Column).ToArray()), ("align", aligned), ("height", 24))));
        var size = new PlotlySize(Math.Clamp(70 + figure.Rows.Count * 24, 160, 900), MaxWidth: 860);
        return new PlotlyDrawing(figure, [trace], new Layout().With(("height", size.Height), ("autosize", true), ("margin", CellLayout.Margin())), size);
    }
}
