namespace Overhear.Kernel;

/// <summary>How a page shows figures.</summary>
enum FigureForm
{
    /// <summary>Drawn by plotly.js, which the page holds (3.6 MB).</summary>
    Plotly,

    /// <summary>As still pictures with hints and pickers; the page holds no plotly.js.</summary>
    Svg,
}
