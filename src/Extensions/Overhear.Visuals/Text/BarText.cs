namespace Overhear;

static class BarText
{
    const string Eighths = " ▏▎▍▌▋▊▉";
    const int FullWidth = 23;

    public static IEnumerable<string> Lines(BarFigure figure, TextLimits limits)
    {
        var format = NumberFormat.For(figure.Values.Concat(figure.Errors));
        var longest = figure.Values.Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty(0).Max();
        var table = new TextTable()
            .Column(VisibleText.OfLabel(figure.LabelTitle), most: 34)
            .Column(VisibleText.OfLabel(AxisTitle.Of(figure.ValueTitle, figure.Unit)), right: true, most: 26);
        if (figure.Errors.Count > 0)
            table.Column("±", right: true, most: 10);
        table.Column("", most: FullWidth + 1);
        for (var i = 0; i < figure.Values.Count; i++)
        {
            string[] error = figure.Errors.Count > 0 ? [format.Write(figure.Errors[i])] : [];
            table.Row([VisibleText.OfLabel(figure.Labels[i]), format.Write(figure.Values[i]), .. error, Bar(figure.Values[i], longest)]);
        }
        return [.. table.Lines(limits), .. figure.References.Select(reference =>
            $"reference at {NumberFormat.Single(reference.Value)}{(reference.Label.Length > 0 ? ": " + VisibleText.OfLabel(reference.Label) : "")}")];
    }

    // A bar below 0 is open, so that its sign shows without its number.
    static string Bar(double value, double longest)
    {
        if (!double.IsFinite(value) || value == 0 || longest == 0)
            return "";
        var eighths = (int)Math.Round(Math.Abs(value) / longest * FullWidth * 8);
        if (value < 0)
            return new string('░', Math.Max(1, (eighths + 4) / 8));
        return (new string('█', eighths / 8) + (eighths % 8 > 0 ? Eighths[eighths % 8] : "")) is { Length: > 0 } bar ? bar : "▏";
    }
}
