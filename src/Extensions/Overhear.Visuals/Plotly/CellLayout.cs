using Plotly.NET;
using Plotly.NET.LayoutObjects;

namespace Overhear;

/// <summary>Axes and colour bar of figures that are made of coloured cells.</summary>
static class CellLayout
{
    /// <summary>The height of plotly.js's row of buttons in the upper right corner, with some space.</summary>
    public const int ButtonRow = 30;

    /// <summary>A layout for labelled rows and columns, the first row on top.</summary>
    /// <param name="rows">The ticks of the rows.</param>
    /// <param name="columns">The ticks of the columns.</param>
    /// <param name="rowTitle">What the rows are.</param>
    /// <param name="columnTitle">What the columns are.</param>
    /// <param name="barTitle">What the colours are.</param>
    /// <param name="range">The colour scale.</param>
    /// <param name="height">The figure's height.</param>
    public static Layout Of(
        IReadOnlyList<string> rows, IReadOnlyList<string> columns, string rowTitle, string columnTitle, string barTitle, ColourRange range, int height) =>
        new Layout().With(
            ("height", height), ("autosize", true), ("margin", Margin()),
            ("xaxis", Categories(columns, columnTitle)),
            ("yaxis", Categories(rows, rowTitle).With(("autorange", "reversed"))),
            ("coloraxis", ColourAxis(barTitle, range, height)));

    /// <summary>Colours with a bar that explains them.</summary>
    /// <param name="title">What the colours are.</param>
    /// <param name="range">The colour scale.</param>
    /// <param name="height">The figure's height, which the bar's title has to fit in.</param>
    public static ColorAxis ColourAxis(string title, ColourRange range, int height) => new ColorAxis().With(
        ("cmin", PlotlyNumber.Rounded(range.Least)), ("cmax", PlotlyNumber.Rounded(range.Most)),
        ("colorbar", PlotlyNode.Of(
            ("title", PlotlyNode.Of(("text", PlotlyText.Wrapped(VisibleText.OfLabel(title), Math.Max(16, (height - 130) / 6))), ("side", "right"))),
            ("thickness", 12), ("outlinewidth", 0), ("xpad", 6), ("ypad", 0))));

    /// <summary>The gap between cells, which are too small for one where there are many.</summary>
    public static int Gap(int rows, int columns) => rows > 64 || columns > 64 ? 0 : 1;

    /// <summary>Space around the axes; labels take what more they need by themselves.</summary>
    public static DynamicObj.DynamicObj Margin() => PlotlyNode.Of(("l", 12), ("r", 12), ("t", 28), ("b", 12), ("pad", 2));

    /// <summary>
    /// A legend in rows above the plot, for a page: it begins below plotly.js's buttons, whatever the width, and what its rows need more than
    /// the margin is taken from the plot.
    /// </summary>
    /// <param name="height">The figure's height.</param>
    public static DynamicObj.DynamicObj Legend(int height) => PlotlyNode.Of(
        ("orientation", "h"), ("x", 0), ("xanchor", "left"), ("yref", "container"), ("y", Math.Round(1 - ButtonRow / (double)height, 4)), ("yanchor", "top"));

    /// <summary>A legend in rows right above the plot, for a renderer of plotly.js that may know no other place.</summary>
    public static DynamicObj.DynamicObj LegendOnPlot() => PlotlyNode.Of(
        ("orientation", "h"), ("x", 0), ("xanchor", "left"), ("y", 1.02), ("yanchor", "bottom"));

    /// <summary>An axis of labels in the order given.</summary>
    public static LinearAxis Categories(IReadOnlyList<string> ticks, string title) => new LinearAxis().With(
        ("type", "category"), ("categoryorder", "array"), ("categoryarray", ticks), ("automargin", true), ("showgrid", false), ("zeroline", false),
        ("title", Title(title)));

    /// <summary>The title of an axis.</summary>
    public static DynamicObj.DynamicObj Title(string title) =>
        PlotlyNode.Of(("text", PlotlyText.Wrapped(VisibleText.OfLabel(title), 44)), ("standoff", 10));
}
