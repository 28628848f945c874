namespace Overhear;

static class HeatmapText
{
    public static IEnumerable<string> Lines(HeatmapFigure figure, TextLimits limits)
    {
        var cells = figure.Cells;
        var format = NumberFormat.For(cells.ToArray().Cast<double>());
        string[] meanings = [.. new[] { ("rows", cells.RowTitle), ("columns", cells.ColumnTitle), ("numbers", AxisTitle.Of(cells.Name, cells.Unit)) }
            .Where(meaning => meaning.Item2.Length > 0).Select(meaning => $"{meaning.Item1}: {VisibleText.OfLabel(meaning.Item2)}"), .. figure.Faded is null ? Array.Empty<string>() : ["faded in brackets"]];
        if (meanings.Length > 0)
            yield return string.Join("; ", meanings);

        var table = new TextTable().Column("");
        foreach (var column in cells.Columns)
            table.Column(VisibleText.OfLabel(column), right: true, most: figure.CellTexts is null ? 10 : 20);
        for (var row = 0; row < cells.Rows.Count; row++)
            table.Row([VisibleText.OfLabel(cells.Rows[row]), .. Enumerable.Range(0, cells.Columns.Count).Select(column => Cell(figure, format, row, column))]);
        foreach (var line in table.Lines(limits))
            yield return line;
    }

    static string Cell(HeatmapFigure figure, NumberFormat format, int row, int column)
    {
        var number = format.Write(figure.Cells[row, column]);
        if (figure.Faded is not null) number = figure.IsFaded(row, column) && number.Length > 0 ? $"({number})" : number + " ";
        return figure.CellTexts is { } texts ? $"{VisibleText.Cut(VisibleText.OfLabel(texts[row, column]), 12)} {number}" : number;
    }
}
