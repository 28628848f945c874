namespace Overhear;

static class HeatmapStill
{
    const double TextInCell = 11;
    const int CellTextLength = 12;

    public static Picture Of(HeatmapFigure figure)
    {
        var cells = figure.Cells;
        var (rows, columns) = (cells.Rows.Count, cells.Columns.Count);
        var texts = Texts(figure);
        var width = texts is null ? Math.Clamp(Math.Floor(440.0 / columns), 3, 52) : texts.Max(row => TextSize.Widest(row, TextInCell)) * 1.04 + 10;
        var height = texts is null ? Math.Clamp(Math.Floor(420.0 / rows), 3, Math.Min(26, Math.Max(width, 14))) : 22;
        string[] rowNames = [.. cells.Rows.Select(VisibleText.OfLabel)], columnNames = [.. cells.Columns.Select(VisibleText.OfLabel)];
        if (LabelAxis.Upright(columnNames) is var upright && columns * upright <= 440) width = Math.Max(width, upright); // few columns have room for their labels
        width = Math.Ceiling(width);
        var across = new LabelAxis(columnNames, width);
        var beside = new RowLabels(rowNames, height);
        var left = Math.Ceiling(Math.Max(beside.Width, Math.Min(across.LeftOverhang, 110)));
        var sheet = new Sheet();
        var whole = Math.Max(left + columns * width, 300);
        var y = ColourKey.Draw(sheet, 0, 0, whole, AxisTitle.Of(cells.Name, cells.Unit), figure.Range, texts is not null);
        foreach (var line in TextSize.Wrapped(cells.RowTitle, whole))
            sheet.Text(0, (y += 15) - 2, line);
        y += 4;
        Cells.Draw(sheet, left, y, width, height, rows, _ => columns, (row, column) => cells[row, column], figure.Range, texts is not null, isFaded: figure.IsFaded);
        beside.Draw(sheet, left, y);
        if (texts is not null)
            for (var row = 0; row < rows; row++)
                for (var column = 0; column < columns; column++)
                    sheet.Text(left + (column + 0.5) * width - 0.5, y + row * height + 14.5, texts[row][column], size: TextInCell, anchor: TextAnchor.Middle);
        var map = PictureMap.OfCells(left, y, width, height);
        y += rows * height + 1;
        across.Draw(sheet, left, y);
        y += across.Height;
        foreach (var line in TextSize.Wrapped(cells.ColumnTitle, whole))
            sheet.Text(left + columns * width / 2, y += 15, line, anchor: Middle(line, left + columns * width / 2));
        // Text in cells is small already.
        return sheet.ToPicture(whole + 2, y + 6) with { LeastScale = texts is null ? 0.71 : 0.9, Map = map };
    }

    // A title that is wider than twice the way to the left end would leave the picture.
    static TextAnchor Middle(string line, double at) => TextSize.Width(line) / 2 < at ? TextAnchor.Middle : TextAnchor.Start;

    static string[][]? Texts(HeatmapFigure figure)
    {
        var cells = figure.Cells;
        if (figure.CellTexts is null && !figure.ShowNumbers) return null;
        var format = NumberFormat.For(cells.ToArray().Cast<double>());
        string Text(int row, int column) => figure.CellTexts is { } texts
            ? VisibleText.Cut(VisibleText.OfLabel(texts[row, column]), figure.CellTextLength(CellTextLength))
            : format.Write(cells[row, column]);
        return [.. Enumerable.Range(0, cells.Rows.Count).Select(row => Enumerable.Range(0, cells.Columns.Count).Select(column => Text(row, column)).ToArray())];
    }
}
