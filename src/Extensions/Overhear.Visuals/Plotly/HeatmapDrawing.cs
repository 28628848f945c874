using Plotly.NET;

namespace Overhear;

static class HeatmapDrawing
{
    const int CellTextLength = 9;
    const double CharacterWidth = 6.6;
    const double FadedOpacity = .3;

    public static PlotlyDrawing Of(HeatmapFigure figure)
    {
        var cells = figure.Cells;
        var rows = PlotlyText.Ticks(cells.Rows, VisibleText.OfLabel);
        var columns = PlotlyText.Ticks(cells.Columns, VisibleText.OfLabel);
        var hovers = Hovers(figure);
        var texts = Texts(figure);
        var gap = CellLayout.Gap(rows.Count, columns.Count);
        var written = texts?.Select(row => row.Select(PlotlyText.Literal).ToArray()).ToArray();
        var trace = new Trace2D("heatmap").With(
            ("x", columns), ("y", rows), ("z", PlotlyNumber.Rounded(cells.ToArray())), ("coloraxis", "coloraxis"), ("hoverongaps", false),
            ("xgap", gap), ("ygap", gap), ("hovertemplate", HoverTemplate(cells, hovers is not null)), ("customdata", hovers),
            ("text", written), ("texttemplate", texts is null ? null : "%{text}"), ("opacity", figure.Faded is null ? null : (object)FadedOpacity));
        // The whole table lies faded underneath, and says what the pointer is on; the cells that are not faded lie on it.
        var clear = figure.Faded is null ? null : new Trace2D("heatmap").With(
            ("x", columns), ("y", rows), ("z", PlotlyNumber.Rounded(Clear(figure))), ("coloraxis", "coloraxis"), ("hoverinfo", "skip"),
            ("xgap", gap), ("ygap", gap), ("text", written), ("texttemplate", texts is null ? null : "%{text}"));
        var size = Size(rows.Count, columns.Count, figure.IsClose, texts);
        var range = figure.Range;
        var layout = CellLayout.Of(rows, columns, cells.RowTitle, cells.ColumnTitle, AxisTitle.Of(cells.Name, cells.Unit), range, size.Height);
        return new PlotlyDrawing(figure, clear is null ? [trace] : [trace, clear], layout, size, range, HasTextOnColour: texts is not null);
    }

    static double[,] Clear(HeatmapFigure figure)
    {
        var numbers = figure.Cells.ToArray();
        for (var row = 0; row < numbers.GetLength(0); row++)
            for (var column = 0; column < numbers.GetLength(1); column++)
                if (figure.IsFaded(row, column)) numbers[row, column] = double.NaN;
        return numbers;
    }

    // Cells that hold text are never narrower than it; where the page is, the figure scrolls.
    static PlotlySize Size(int rows, int columns, bool isClose, string[][]? texts)
    {
        var height = Math.Clamp(120 + rows * (rows <= 16 ? 26 : 14), 220, 760);
        if (texts is null)
            return new PlotlySize(height, MaxWidth: Math.Clamp(240 + columns * 48, 520, 1100));
        var (around, beside) = isClose ? (165, 5) : (200, 8);
        var least = around + columns * (beside + (int)(CharacterWidth * texts.Max(row => row.Max(TextWidth.Of))));
        return new PlotlySize(height, MaxWidth: Math.Max(least, Math.Clamp(240 + columns * 72, 520, 1100)), MinWidth: least);
    }

    static string[][]? Texts(HeatmapFigure figure)
    {
        if (figure.CellTexts is { } texts)
            return Rows(figure.Cells, (row, column) => VisibleText.Cut(VisibleText.OfLabel(texts[row, column]), figure.CellTextLength(CellTextLength)));
        if (!figure.ShowNumbers)
            return null;
        var format = NumberFormat.For(figure.Cells.ToArray().Cast<double>());
        return Rows(figure.Cells, (row, column) => format.Write(figure.Cells[row, column]));
    }

    static string HoverTemplate(LabelledMatrix cells, bool hasHovers)
    {
        var unit = cells.Unit.Length > 0 ? " " + PlotlyText.LiteralInTemplate(VisibleText.OfLabel(cells.Unit)) : "";
        var place = hasHovers
            ? "%{customdata}"
            : $"{PlotlyText.LiteralInTemplate(RowTitle(cells))}: %{{y}}<br>{PlotlyText.LiteralInTemplate(ColumnTitle(cells))}: %{{x}}";
        return $"{place}<br>{PlotlyText.LiteralInTemplate(VisibleText.OfLabel(cells.Name))}: %{{z:.4~g}}{unit}<extra></extra>";
    }

    // The labels at the ticks serve unless some had to be cut; then each cell brings its own in full.
    static string[][]? Hovers(HeatmapFigure figure)
    {
        var cells = figure.Cells;
        var texts = figure.HoverTexts;
        if (texts is null && cells.Rows.Concat(cells.Columns).All(label => VisibleText.OfLabel(label).Length <= PlotlyText.TickLength))
            return null;
        string[] rows = [.. cells.Rows.Select(label => PlotlyText.Hover(VisibleText.OfLabel(label)))];
        string[] columns = [.. cells.Columns.Select(label => PlotlyText.Hover(VisibleText.OfLabel(label)))];
        return Rows(cells, (row, column) =>
            $"{PlotlyText.Literal(RowTitle(cells))}: {rows[row]}<br>{PlotlyText.Literal(ColumnTitle(cells))}: {columns[column]}"
            + (texts is null ? "" : $"<br>{PlotlyText.Hover(VisibleText.OfLabel(texts[row, column]))}"));
    }

    static string RowTitle(LabelledMatrix cells) => cells.RowTitle.Length > 0 ? VisibleText.OfLabel(cells.RowTitle) : "row";

    static string ColumnTitle(LabelledMatrix cells) => cells.ColumnTitle.Length > 0 ? VisibleText.OfLabel(cells.ColumnTitle) : "column";

    static string[][] Rows(LabelledMatrix cells, Func<int, int, string> write) =>
        [.. Enumerable.Range(0, cells.Rows.Count).Select(row => Enumerable.Range(0, cells.Columns.Count).Select(column => write(row, column)).ToArray())];
}
