using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Formatting;

namespace Overhear.Interactive;

/// <summary>Figures: HTML that draws itself where plotly.js is and holds the still picture, text, the still picture by itself, and the JSON that other front ends draw.</summary>
/// <remarks>plotly.js comes as an output of its own before the first figure that needs it, and never again in this process.</remarks>
sealed class FigureFormatter : ValueFormatter<Figure>
{
    const string Svg = "image/svg+xml";
    const string Plotly = "application/vnd.plotly.v1+json";
    static int loaded;

    public override void Register()
    {
        base.Register();
        Formatter.Register<Figure>((value, context) => Write(context, value.ToSvg()), Svg);
        Formatter.Register<Figure>((value, context) => Write(context, value.ToPlotlyJson()), Plotly);
        Formatter.SetPreferredMimeTypesFor(typeof(Figure), Output.Html, Output.Plain, Svg, Plotly);
    }

    public override string ToHtml(Figure value)
    {
        if (FigureHtml.IsDrawn(value) && KernelInvocationContext.Current is { } context && Interlocked.Exchange(ref loaded, 1) == 0)
            Output.Show(context, PlotlyLoader.Html, "");
        return value.ToHtml();
    }

    public override string ToText(Figure value) => value.ToText();
}
