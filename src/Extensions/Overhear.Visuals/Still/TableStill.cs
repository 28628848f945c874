namespace Overhear;

static class TableStill
{
    const double RowHeight = 22, Gap = 22, Widest = 260, ShareWidth = 130;

    public static Picture Of(TableFigure figure)
    {
        var sheet = new Sheet();
        var texts = figure.Rows.Select(row => row.Select(text => TextSize.Cut(VisibleText.OfLabel(text), Widest)).ToList()).ToList();
        string[] titles = [.. figure.Columns.Select(title => TextSize.Cut(VisibleText.OfLabel(title), Widest, isBold: true))];
        double[] widths = [.. titles.Select((title, column) => Math.Ceiling(Math.Max(TextSize.Width(title, isBold: true), texts.Max(row => TextSize.Width(row[column]))) * 1.04))];
        var x = 0.0;
        var hasShares = figure.Shares.Count > 0;
        for (var column = 0; column < widths.Length; column++)
        {
            var isLast = column == widths.Length - 1;
            var numeric = figure.IsNumeric(column);
            var (at, anchor) = numeric ? (x + widths[column], TextAnchor.End) : (x, TextAnchor.Start);
            sheet.Text(at, 14, titles[column], anchor: anchor, bold: true);
            for (var row = 0; row < texts.Count; row++)
                sheet.Text(at, 24 + row * RowHeight + 15, texts[row][column], anchor: anchor);
            x += widths[column] + (isLast && !hasShares ? 0 : Gap - (isLast ? 10 : 0));
        }
        if (hasShares)
        {
            sheet.Fill(Paints.Series(0), [.. figure.Shares.Index().Where(share => share.Item > 0).Select(share => new Box(x, 24 + share.Index * RowHeight + 5, Math.Max(1, share.Item * ShareWidth), RowHeight - 10))]);
            x += ShareWidth;
        }
        sheet.Line(Paints.Strong, [Polyline.Between(0, 21.5, x, 21.5)]);
        sheet.Line(Paints.Grid, [.. Enumerable.Range(1, texts.Count).Select(row => Polyline.Between(0, 23.5 + row * RowHeight, x, 23.5 + row * RowHeight))]);
        return sheet.ToPicture(x, 26 + texts.Count * RowHeight);
    }
}
