namespace Overhear;

static class TableText
{
    public static IEnumerable<string> Lines(TableFigure figure, TextLimits limits)
    {
        var table = new TextTable();
        foreach (var (column, title) in figure.Columns.Index())
            table.Column(VisibleText.OfLabel(title), right: figure.IsNumeric(column), most: 40);
        foreach (var row in figure.Rows)
            table.Row([.. row.Select(VisibleText.OfLabel)]);
        return table.Lines(limits);
    }
}
