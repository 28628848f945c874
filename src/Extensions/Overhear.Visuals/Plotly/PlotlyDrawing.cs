using Microsoft.FSharp.Collections;
using Newtonsoft.Json;
using Plotly.NET;

namespace Overhear;

/// <summary>A figure as plotly.js draws it.</summary>
/// <param name="Figure">What is drawn.</param>
/// <param name="Traces">Its numbers.</param>
/// <param name="Layout">Its axes, without title and colours.</param>
/// <param name="Size">Its room on a page.</param>
/// <param name="Range">Its colour scale, where it has one.</param>
/// <param name="HasTextOnColour">Whether there is text to be read on that scale's colours.</param>
/// <param name="AboveThePlot">The height of a legend or picker between title and axes.</param>
sealed record PlotlyDrawing(
    Figure Figure, IReadOnlyList<Trace> Traces, Layout Layout, PlotlySize Size, ColourRange? Range = null, bool HasTextOnColour = false, int AboveThePlot = 0)
{
    /// <summary>The numbers for a page, without <see cref="Shared"/>.</summary>
    public IReadOnlyList<Trace> PageTraces { get; init; } = Traces;

    /// <summary>What shows one trace at a time; null where all of them are to be seen.</summary>
    public TracePicker? Picker { get; init; }

    /// <summary>What all of <see cref="PageTraces"/> have in common, which a page holds once; null where that is nothing.</summary>
    public DynamicObj.DynamicObj? Shared { get; init; }

    /// <summary>Draws a figure.</summary>
    public static PlotlyDrawing Of(Figure figure) => figure switch
    {
        HeatmapFigure heatmap => HeatmapDrawing.Of(heatmap),
        LineFigure lines => LineDrawing.Of(lines),
        BarFigure bars => BarDrawing.Of(bars),
        AttentionFigure attention => AttentionDrawing.Of(attention),
        TokenStripFigure strip => TokenStripDrawing.Of(strip),
        ScatterFigure points => ScatterDrawing.Of(points),
        TableFigure table => TableDrawing.Of(table),
        _ => throw new InvalidOperationException($"{figure.GetType().Name} has no interactive drawing."),
    };

    /// <summary>The figure by itself: with its title, light on white.</summary>
    public string ToJson()
    {
        var title = PlotlyText.Wrapped(VisibleText.OfLabel(Figure.Title), 60);
        var subtitle = PlotlyText.Wrapped(VisibleText.OfLabel(Figure.Subtitle), 80);
        var room = (title.Length > 0 ? Lines(title) * 21 : 0) + (subtitle.Length > 0 ? Lines(subtitle) * 17 : 0);
        var layout = Copy(Layout).With(
            ("title", Title(title, subtitle)), ("template", PlotlyTheme.Light.Template(paper: "#ffffff", cellTextSize: null)),
            ("margin", CellLayout.Margin().With(("t", 28 + room + AboveThePlot))), ("height", Size.Height + room));
        if (Range is not null)
            layout.SetProperty("coloraxis", Copy((DynamicObj.DynamicObj)Layout.GetPropertyValue("coloraxis")).With(("colorscale", Colours(PlotlyTheme.Light))));
        if (Picker is not null)
            layout.SetProperty("updatemenus", new[] { Picker.Menu() });
        else if (AboveThePlot > 0)
            layout.SetProperty("legend", CellLayout.LegendOnPlot());
        return Json(layout, Traces);
    }

    /// <summary>The figure for a page that shows the title and a picker itself and chooses between a light and a dark theme.</summary>
    /// <param name="still">Where its numbers lie on the still picture that the page shows.</param>
    public string ToPageJson(PictureMap? still = null)
    {
        var themes = PlotlyNode.Of(("light", Theme(PlotlyTheme.Light)), ("dark", Theme(PlotlyTheme.Dark)));
        var shared = Shared is null ? "" : $"\"shared\":{JsonConvert.SerializeObject(Shared, Globals.JSON_CONFIG)},";
        var more = (Picker is null ? "" : $"\"picker\":{Picker.ToJson()},") + (still is null ? "" : $"\"still\":{still.ToJson()},");
        return $"{Json(Layout, PageTraces)[..^1]},{shared}{more}\"themes\":{JsonConvert.SerializeObject(themes, Globals.JSON_CONFIG)}}}";
    }

    DynamicObj.DynamicObj Theme(PlotlyTheme theme) =>
        PlotlyNode.Of(("template", theme.Template(paper: "rgba(0,0,0,0)", cellTextSize: 11)), ("colorscale", Colours(theme)));

    object[][]? Colours(PlotlyTheme theme) => Range is null ? null : theme.ColourScale(Range.IsDiverging, HasTextOnColour);

    string Json(Layout layout, IReadOnlyList<Trace> traces)
    {
        var config = new Config().With(
            ("responsive", true), ("displaylogo", false),
            // A host with MathJax would typeset a token like $x$.
            ("typesetMath", false),
            ("modeBarButtonsToRemove", new[] { "select2d", "lasso2d", "zoomIn2d", "zoomOut2d", "autoScale2d" }),
            ("toImageButtonOptions", PlotlyNode.Of(("format", "svg"), ("filename", FileName()))));
        var chart = GenericChart.ofTraceObjects(false, ListModule.OfSeq(traces));
        return GenericChart.toJson(GenericChart.setConfig(config, GenericChart.setLayout(layout, chart)));
    }

    static int Lines(string wrapped) => wrapped.Split("<br>").Length;

    static DynamicObj.DynamicObj Title(string title, string subtitle) => PlotlyNode.Of(
        ("text", subtitle.Length == 0 ? title : $"{title}<br><span style=\"font-size: 12px\">{subtitle}</span>"),
        ("x", 0), ("xanchor", "left"), ("y", 1), ("yanchor", "top"), ("yref", "container"), ("pad", PlotlyNode.Of(("t", 12), ("l", 12))), ("font", PlotlyNode.Of(("size", 16))));

    string FileName()
    {
        var letters = new string([.. Figure.Title.Select(c => char.IsAsciiLetterOrDigit(c) ? char.ToLowerInvariant(c) : '-')]);
        var name = string.Join('-', letters.Split('-', StringSplitOptions.RemoveEmptyEntries));
        return name.Length == 0 ? "figure" : name[..Math.Min(name.Length, 60)].TrimEnd('-');
    }

    static TNode Copy<TNode>(TNode node) where TNode : DynamicObj.DynamicObj, new() =>
        new TNode().With([.. node.GetProperties(true).Select(property => (property.Key, (object?)property.Value))]);
}
