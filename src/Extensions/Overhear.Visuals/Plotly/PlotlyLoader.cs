namespace Overhear;

/// <summary>The output that loads plotly.js into a live notebook, once a kernel.</summary>
public static class PlotlyLoader
{
    /// <summary>The attribute by which written notebooks and exported pages know this output, and leave it out.</summary>
    public const string Attribute = "data-overhear-plotly-loader";

    /// <summary>The output (3.6 MB, nothing to be seen). Figures that wait for plotly.js draw themselves when it has run.</summary>
    public static string Html => $"<div {Attribute}=\"\" style=\"display:none\"><script>{PlotlyScript.Shielded}</script></div>";
}
