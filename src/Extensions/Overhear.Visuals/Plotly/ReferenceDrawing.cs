namespace Overhear;

/// <summary>Straight lines to compare with, and their names, as plotly.js draws them.</summary>
static class ReferenceDrawing
{
    // A name closer to a curve's end than this share of all heights would lie on it.
    const double Near = 0.08;

    /// <summary>The lines, over everything else; null where there are none.</summary>
    /// <param name="references">The lines.</param>
    /// <param name="equals">The ends of the line of equals; empty for none.</param>
    public static DynamicObj.DynamicObj[]? Lines(IReadOnlyList<ReferenceLine> references, IReadOnlyList<double>? equals = null)
    {
        List<DynamicObj.DynamicObj> lines = [.. references.Select(line =>
        {
            var (along, across) = line.IsVertical ? ("y", "x") : ("x", "y");
            var at = PlotlyNumber.Rounded([line.Value])[0];
            return Dashed(($"{along}ref", "paper"), ($"{along}0", 0), ($"{along}1", 1), ($"{across}0", at), ($"{across}1", at));
        })];
        if (equals is [var least, var most] && PlotlyNumber.Rounded([least, most]) is var ends) lines.Add(Dashed(("x0", ends[0]), ("y0", ends[0]), ("x1", ends[1]), ("y1", ends[1])));
        return lines.Count == 0 ? null : [.. lines];
    }

    static DynamicObj.DynamicObj Dashed(params (string, object?)[] place) => PlotlyNode.Of([("type", "line"), .. place, ("line", PlotlyNode.Of(("width", 1.5), ("dash", "dash")))]);

    /// <summary>The lines' names, which unlike labels of shapes may stand beyond the plot's edge; null where there are none.</summary>
    /// <param name="references">The lines.</param>
    /// <param name="above">Whether the names of upright lines stand above the plot, where there is no legend.</param>
    /// <param name="busy">Heights that the left and the right end of the plot are taken at.</param>
    public static DynamicObj.DynamicObj[]? Labels(IReadOnlyList<ReferenceLine> references, bool above = false, IReadOnlyList<Place>? busy = null)
    {
        DynamicObj.DynamicObj[] labels = [.. references.Where(line => line.Label.Length > 0 && double.IsFinite(line.Value)).Select(line => Label(line, above, busy ?? []))];
        return labels.Length == 0 ? null : labels;
    }

    static DynamicObj.DynamicObj Label(ReferenceLine line, bool above, IReadOnlyList<Place> busy)
    {
        var at = PlotlyNumber.Rounded([line.Value])[0];
        var node = PlotlyNode.Of(("text", PlotlyText.Literal(VisibleText.Cut(VisibleText.OfLabel(line.Label), 40))), ("showarrow", false), ("borderpad", 2));
        if (line.IsVertical)
            return node.With(("xref", "x"), ("x", at), ("yref", "paper"), ("y", 1), ("xanchor", above ? "center" : "left"), ("yanchor", above ? "bottom" : "top"));
        var heights = busy.SelectMany(ends => new[] { ends.X, ends.Y }).Append(line.Value).ToList();
        var range = heights.Max() - heights.Min();
        bool Meets(Func<Place, double> end) => busy.Any(ends => Math.Abs(end(ends) - line.Value) < Near * range);
        var isLeft = Meets(ends => ends.Y) && !Meets(ends => ends.X);
        return node.With(("xref", "paper"), ("x", isLeft ? 0 : 1), ("xanchor", isLeft ? "left" : "right"), ("yref", "y"), ("y", at), ("yanchor", "bottom"));
    }
}
