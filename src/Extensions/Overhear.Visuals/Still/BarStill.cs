namespace Overhear;

static class BarStill
{
    const double PlotHeight = 230, Cap = 4;

    public static Picture Of(BarFigure figure) => figure.Horizontal ? Lying(figure) : Standing(figure);

    static Picture Standing(BarFigure figure)
    {
        var sheet = new Sheet();
        string[] names = [.. figure.Labels.Select(VisibleText.OfLabel)];
        var width = Math.Clamp(90 + figure.Values.Count * 44, 320, Math.Max(PlotFrame.StandardWidth, figure.Values.Count * 12 + 60));
        var frame = new PlotFrame(sheet, 0, width, PlotHeight, Scale(figure), null, names, figure.LabelTitle, AxisTitle.Of(figure.ValueTitle, figure.Unit));
        var half = frame.Step * 0.36;
        sheet.Fill(Paints.Series(0), [.. Finite(figure).Select(i => Standing(frame.X(i) - half, frame.Y(0), frame.Y(figure.Values[i]), 2 * half))]);
        frame.References(figure.References.Select(line => line with { IsVertical = false }));
        if (frame.Up.Least < 0) sheet.Line(Paints.Strong, [Polyline.Between(frame.Left, frame.Y(0), frame.Right, frame.Y(0))]);
        sheet.Line(Paints.Ink, [.. WithErrors(figure).SelectMany(i =>
        {
            var (x, low, high) = (frame.X(i), frame.Y(figure.Values[i] - figure.Errors[i]), frame.Y(figure.Values[i] + figure.Errors[i]));
            return new[] { Polyline.Between(x, low, x, high), Polyline.Between(x - Cap, low, x + Cap, low), Polyline.Between(x - Cap, high, x + Cap, high) };
        })], 1.3);
        var map = PictureMap.OfBars(frame.Left, frame.Step, frame.Y(0), frame.Y(1) - frame.Y(0), 2 * half, lying: false);
        return sheet.ToPicture(width, frame.Height) with { Map = map };
    }

    // Labels to the left, and each bar's number at its end: to be read without following the grid.
    static Picture Lying(BarFigure figure)
    {
        var sheet = new Sheet();
        var count = figure.Values.Count;
        var rowHeight = count > 3 ? 22.0 : 32; // one or two thin bars would look like a rule between paragraphs
        var rows = new RowLabels(figure.Labels.Select(VisibleText.OfLabel), rowHeight);
        var format = NumberFormat.For(figure.Values);
        string[] numbers = [.. figure.Values.Select(format.Write)];
        var numberWidth = TextSize.Widest(numbers, 11) + 10;
        var scale = Scale(figure);
        var (left, right) = (rows.Width, PlotFrame.StandardWidth - (scale.Most > 0 ? numberWidth : 4));
        if (scale.Least < 0) left += numberWidth;
        double X(double value) => left + scale.Share(value) * (right - left);
        var y = 0.0;
        foreach (var line in TextSize.Wrapped(figure.LabelTitle, PlotFrame.StandardWidth))
            sheet.Text(0, (y += 15) - 4, line);
        if (figure.References.Any(reference => reference.Label.Length > 0)) y += 14;
        var (top, bottom) = (y + 4, y + 4 + count * rowHeight);
        sheet.Line(Paints.Grid, [.. scale.Ticks.Select(tick => Polyline.Between(X(tick), top, X(tick), bottom))]);
        rows.Draw(sheet, rows.Width, top);
        sheet.Fill(Paints.Series(0), [.. Finite(figure).Select(i => new Box(Math.Min(X(0), X(figure.Values[i])), top + i * rowHeight + 4, Math.Abs(X(figure.Values[i]) - X(0)), rowHeight - 8))]);
        sheet.Line(Paints.Strong, [Polyline.Between(X(0), top, X(0), bottom)]);
        foreach (var reference in figure.References.Where(reference => double.IsFinite(reference.Value)))
        {
            var name = TextSize.Cut(VisibleText.OfLabel(reference.Label), 240, 11);
            var half = TextSize.Width(name, 11) / 2;
            sheet.Line(Paints.Faint, [Polyline.Between(X(reference.Value), top - 2, X(reference.Value), bottom)], 1.2, [5, 4]);
            sheet.Text(Math.Clamp(X(reference.Value), half, PlotFrame.StandardWidth - half), top - 5, name, Paints.Faint, 11, TextAnchor.Middle);
        }
        sheet.Line(Paints.Ink, [.. WithErrors(figure).SelectMany(i =>
        {
            var (at, low, high) = (top + (i + 0.5) * rowHeight, X(figure.Values[i] - figure.Errors[i]), X(figure.Values[i] + figure.Errors[i]));
            return new[] { Polyline.Between(low, at, high, at), Polyline.Between(low, at - Cap, low, at + Cap), Polyline.Between(high, at - Cap, high, at + Cap) };
        })], 1.3);
        foreach (var i in Finite(figure))
        {
            var error = figure.Errors.Count > 0 && double.IsFinite(figure.Errors[i]) ? figure.Errors[i] : 0;
            var isBelow = figure.Values[i] < 0;
            sheet.Text(
                isBelow ? Math.Min(X(0), X(figure.Values[i] - error)) - 5 : X(figure.Values[i] + error) + 5, top + (i + 0.5) * rowHeight + 4, numbers[i], Paints.Faint, 11,
                isBelow ? TextAnchor.End : TextAnchor.Start);
        }
        foreach (var tick in scale.Ticks)
            sheet.Text(X(tick), bottom + 15, scale.Write(tick), size: 11.5, anchor: TextAnchor.Middle);
        y = bottom + 19;
        foreach (var line in TextSize.Wrapped(AxisTitle.Of(figure.ValueTitle, figure.Unit), PlotFrame.StandardWidth))
            sheet.Text(TextSize.Within((left + right) / 2, line, PlotFrame.StandardWidth), y += 15, line, anchor: TextAnchor.Middle);
        var map = PictureMap.OfBars(top, rowHeight, X(0), X(1) - X(0), rowHeight - 8, lying: true);
        return sheet.ToPicture(PlotFrame.StandardWidth, y + 6) with { Map = map };
    }

    static QuantityScale Scale(BarFigure figure) => QuantityScale.Of(
        figure.Values.Concat(figure.References.Select(reference => reference.Value)).Concat(WithErrors(figure).SelectMany(i => new[] { figure.Values[i] - figure.Errors[i], figure.Values[i] + figure.Errors[i] })), mostTicks: 6, startsAtZero: true);

    static Box Standing(double x, double zero, double end, double width) => new(x, Math.Min(zero, end), width, Math.Abs(end - zero));

    static IEnumerable<int> Finite(BarFigure figure) => Enumerable.Range(0, figure.Values.Count).Where(i => double.IsFinite(figure.Values[i]));

    static IEnumerable<int> WithErrors(BarFigure figure) => Finite(figure).Where(i => figure.Errors.Count > 0 && double.IsFinite(figure.Errors[i]) && figure.Errors[i] > 0);
}
