namespace Overhear;

static class ScatterText
{
    public static IEnumerable<string> Lines(ScatterFigure figure, TextLimits limits)
    {
        var hasLabels = figure.Series.Any(series => series.Labels.Count > 0);
        var table = new TextTable();
        if (figure.Series.Count > 1) table.Column("", most: 20);
        if (hasLabels) table.Column("", most: 24);
        table.Column(Title(figure.XTitle, "x"), right: true).Column(Title(figure.YTitle, "y"), right: true);
        if (figure.IsSpatial) table.Column(Title(figure.ZTitle, "z"), right: true);
        NumberFormat x = Format(figure, series => series.X), y = Format(figure, series => series.Y), z = Format(figure, series => series.Z);
        foreach (var series in figure.Series)
            for (var i = 0; i < series.X.Count; i++)
                table.Row([
                    .. figure.Series.Count > 1 ? (string[])[VisibleText.OfLabel(series.Name)] : [],
                    .. hasLabels ? (string[])[series.Labels.Count > 0 ? VisibleText.OfLabel(series.Labels[i]) : ""] : [],
                    x.Write(series.X[i]), y.Write(series.Y[i]),
                    .. figure.IsSpatial ? (string[])[z.Write(series.Z[i])] : [],
                ]);
        foreach (var line in table.Lines(limits))
            yield return line;
        foreach (var reference in figure.References)
            yield return $"reference at {(reference.IsVertical ? "x" : "y")} = {NumberFormat.Single(reference.Value)}{(reference.Label.Length > 0 ? ": " + VisibleText.OfLabel(reference.Label) : "")}";
        if (figure.EndsOfEquals.Count > 0) yield return "dashed line: y = x";
    }

    static string Title(string title, string otherwise) => title.Length > 0 ? VisibleText.OfLabel(title) : otherwise;

    static NumberFormat Format(ScatterFigure figure, Func<ScatterSeries, IEnumerable<double>> numbers) => NumberFormat.For(figure.Series.SelectMany(numbers));
}
