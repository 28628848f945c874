using DynamicObj;

namespace Overhear;

/// <summary>The colours of a figure on a light or on a dark page. Every set of them can be told apart by people who do not see red and green as two.</summary>
sealed class PlotlyTheme
{
    readonly string text, faint, grid, strong, label;
    readonly string[] series;
    readonly string[] sequential, diverging, paleSequential, paleDiverging;

    /// <summary>Text.</summary>
    public string Text => text;

    /// <summary>Text of second rank.</summary>
    public string Faint => faint;

    /// <summary>Lines that only guide the eye.</summary>
    public string Grid => grid;

    /// <summary>Axes.</summary>
    public string Strong => strong;

    /// <summary>One colour for each curve.</summary>
    public IReadOnlyList<string> Series => series;

    PlotlyTheme(
        string text, string faint, string grid, string strong, string label, string[] series,
        string[] sequential, string[] diverging, string[] paleSequential, string[] paleDiverging)
    {
        (this.text, this.faint, this.grid, this.strong, this.label) = (text, faint, grid, strong, label);
        (this.series, this.sequential, this.diverging) = (series, sequential, diverging);
        (this.paleSequential, this.paleDiverging) = (paleSequential, paleDiverging);
    }

    /// <summary>For a light page.</summary>
    public static PlotlyTheme Light { get; } = new(
        text: "#24292f", faint: "#57606a", grid: "#e3e6ea", strong: "#8c959f", label: "#ffffff",
        // After Okabe and Ito (2008), darkened until each stands out from white.
        series: ["#0072b2", "#d55e00", "#00835f", "#b5538f", "#7a6200", "#3b8fc2", "#5b4fa8", "#5f6670"],
        // After ColorBrewer's Blues and RdBu (Brewer 2003).
        sequential: ["#f4f8fd", "#d3e3f3", "#a6cbe7", "#6aaed6", "#3787c0", "#105ba4", "#08306b"],
        diverging: ["#8e0f24", "#c9463d", "#ef9b7a", "#fbd9c8", "#f5f5f5", "#cfe3f0", "#88bfdd", "#3a86bf", "#0f4a8a"],
        paleSequential: ["#f7fafd", "#dce9f6", "#bcd7ef", "#99c3e6", "#73addc"],
        paleDiverging: ["#ee8a72", "#f6b8a6", "#fbdfd6", "#f7f7f7", "#d9e8f4", "#abcdea", "#73addc"]);

    /// <summary>For a dark page: the same hues, with the page's darkness where the light one has white.</summary>
    public static PlotlyTheme Dark { get; } = new(
        text: "#e6e8eb", faint: "#b0b7c0", grid: "#3a3f46", strong: "#7d8590", label: "#2b3036",
        series: ["#56b4e9", "#f0a030", "#35c9a0", "#e59cc9", "#f0e442", "#9fd0f0", "#b8acf6", "#c3c8ce"],
        sequential: ["#20262e", "#1f3a57", "#1f5484", "#2f76b3", "#5a9fd8", "#96c8f2", "#e2f2ff"],
        diverging: ["#ffb49c", "#f0785f", "#b9483c", "#6a2f2d", "#2a2d31", "#25455f", "#2f719f", "#5ba9dd", "#b0dcff"],
        paleSequential: ["#22272e", "#223a50", "#235074", "#256798", "#2a7ab8"],
        paleDiverging: ["#b04a38", "#84402f", "#52322c", "#2a2d31", "#27404f", "#275a80", "#2a7ab8"]);

    /// <summary>Defaults for everything that a figure leaves open, as a template of plotly.js.</summary>
    /// <param name="paper">The colour behind the figure.</param>
    /// <param name="cellTextSize">The size of text in cells; where it is left out, plotly.js makes the text small enough for the cells.</param>
    public DynamicObj.DynamicObj Template(string paper, int? cellTextSize)
    {
        var axis = PlotlyNode.Of(
            ("gridcolor", grid), ("linecolor", strong), ("zerolinecolor", strong), ("tickcolor", strong),
            ("tickfont", PlotlyNode.Of(("color", text))), ("title", PlotlyNode.Of(("font", PlotlyNode.Of(("color", text))))));
        var button = PlotlyNode.Of(("bgcolor", label), ("bordercolor", strong), ("font", PlotlyNode.Of(("color", text))));
        return PlotlyNode.Of(
            ("layout", PlotlyNode.Of(
                ("font", PlotlyNode.Of(("color", text), ("family", "system-ui, -apple-system, 'Segoe UI', Helvetica, Arial, sans-serif"), ("size", 12))),
                ("paper_bgcolor", paper), ("plot_bgcolor", "rgba(0,0,0,0)"), ("colorway", series), ("xaxis", axis), ("yaxis", axis),
                ("scene", PlotlyNode.Of(("xaxis", axis), ("yaxis", axis), ("zaxis", axis))),
                ("hoverlabel", PlotlyNode.Of(("bgcolor", label), ("bordercolor", strong), ("font", PlotlyNode.Of(("color", text))))),
                ("modebar", PlotlyNode.Of(("bgcolor", "rgba(0,0,0,0)"), ("color", faint), ("activecolor", text))),
                ("shapedefaults", PlotlyNode.Of(("line", PlotlyNode.Of(("color", faint))))), ("annotationdefaults", PlotlyNode.Of(("font", PlotlyNode.Of(("color", faint))))),
                ("updatemenudefaults", button))),
            ("data", PlotlyNode.Of(
                ("heatmap", new[] { PlotlyNode.Of(("textfont", PlotlyNode.Of(("color", text), ("size", cellTextSize)))) }),
                ("table", new[] { PlotlyNode.Of(
                    ("header", PlotlyNode.Of(("fill", PlotlyNode.Of(("color", label))), ("line", PlotlyNode.Of(("color", grid))), ("font", PlotlyNode.Of(("color", text))))),
                    ("cells", PlotlyNode.Of(("fill", PlotlyNode.Of(("color", "rgba(0,0,0,0)"))), ("line", PlotlyNode.Of(("color", grid))), ("font", PlotlyNode.Of(("color", text)))))) }),
                ("bar", new[] { PlotlyNode.Of(("error_x", ErrorBar()), ("error_y", ErrorBar())) }))));
    }

    /// <summary>The stops of a colour scale, from its least number to its largest.</summary>
    /// <param name="isDiverging">Whether its middle is neutral.</param>
    /// <param name="isPale">Whether it stays so near to the page that text can be read on all of it.</param>
    public object[][] ColourScale(bool isDiverging, bool isPale)
    {
        var colours = Stops(isDiverging, isPale);
        return [.. colours.Select((colour, i) => new object[] { Math.Round(i / (colours.Count - 1.0), 4), colour })];
    }

    /// <summary>The colours of a scale at equal distances, from its least number to its largest.</summary>
    public IReadOnlyList<string> Stops(bool isDiverging, bool isPale) => (isDiverging, isPale) switch
    {
        (false, false) => sequential,
        (true, false) => diverging,
        (false, true) => paleSequential,
        (true, true) => paleDiverging,
    };

    DynamicObj.DynamicObj ErrorBar() => PlotlyNode.Of(("color", text), ("thickness", 1.5), ("width", 4));
}
