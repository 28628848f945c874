using Newtonsoft.Json.Linq;
using Plotly.NET;

namespace Overhear;

static class AttentionDrawing
{
    public static PlotlyDrawing Of(AttentionFigure figure)
    {
        var ticks = PlotlyText.Ticks(figure.Tokens, VisibleText.OfToken);
        var range = new ColourRange(0, 1, IsDiverging: false);
        var causal = figure.IsCausal;
        var gap = CellLayout.Gap(ticks.Count, ticks.Count);
        (string, object?)[] common =
        [
            ("x", ticks), ("y", ticks), ("coloraxis", "coloraxis"), ("hoverongaps", false), ("xgap", gap), ("ygap", gap),
            ("hovertemplate", "head %{fullData.name}<br>query: %{y}<br>key: %{x}<br>attention: %{z:.4~f}<extra></extra>"),
        ];
        Trace[] Traces(params (string, object?)[] more) => [.. figure.Heads.Select(pattern => new Trace2D("heatmap")
            .With(("name", pattern.Head.ToString()), ("z", Weights(pattern, causal)), ("visible", pattern.Head == figure.Initial)).With(more))];
        var side = Math.Clamp(150 + figure.Tokens.Count * (figure.Tokens.Count <= 16 ? 27 : 15), 300, 760);
        var size = new PlotlySize(side, MaxWidth: Math.Clamp(side + 130, 480, 900), KeepsShape: true);
        var layout = CellLayout.Of(ticks, ticks, "query token (looks from)", "key token (is looked at)", "attention probability", range, side);
        if (figure.Heads.Count > 1)
            layout.SetProperty("updatemenus", new[] { Picker(figure) });
        return new PlotlyDrawing(figure, Traces(common), layout, size, range, AboveThePlot: figure.Heads.Count > 1 ? 32 : 0)
        {
            PageTraces = Traces(),
            Shared = PlotlyNode.Of(common),
        };
    }

    // Of a causal pattern only the lower triangle: a row of its own length each.
    static object?[][] Weights(HeadPattern pattern, bool causal) => [.. Enumerable.Range(0, pattern.Length).Select(query =>
        PlotlyNumber.Probabilities(Enumerable.Range(0, causal ? query + 1 : pattern.Length).Select(key => pattern[query, key])))];

    static DynamicObj.DynamicObj Picker(AttentionFigure figure)
    {
        var heads = figure.Heads;
        return PlotlyNode.Of(
            ("type", "dropdown"), ("name", "head"), ("active", heads.ToList().FindIndex(pattern => pattern.Head == figure.Initial)),
            ("x", 0), ("xanchor", "left"), ("y", 1.02), ("yanchor", "bottom"), ("pad", PlotlyNode.Of(("b", 4))),
            ("buttons", heads.Select((pattern, chosen) => PlotlyNode.Of(
                ("label", $"head {pattern.Head}"), ("method", "restyle"),
                ("args", Showing(chosen, heads.Count)))).ToArray()));
    }

    // As text: Plotly.NET takes seconds over the objects of a few hundred heads.
    static JRaw Showing(int chosen, int count) =>
        new($"[{{\"visible\":[{string.Join(',', Enumerable.Range(0, count).Select(i => i == chosen ? "true" : "false"))}]}}]");
}
