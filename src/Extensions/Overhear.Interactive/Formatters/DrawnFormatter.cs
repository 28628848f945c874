using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Formatting;

namespace Overhear.Interactive;

/// <summary>Shows values as a figure: HTML that draws itself where plotly.js is and holds the still picture, text, the still picture by itself, and the JSON that other front ends draw.</summary>
/// <remarks>plotly.js comes as an output of its own before the first figure that needs it, and never again in this process.</remarks>
abstract class DrawnFormatter<T> : ValueFormatter<T>
{
    const string Svg = "image/svg+xml";
    const string Plotly = "application/vnd.plotly.v1+json";

    public abstract Figure ToFigure(T value);

    public override void Register()
    {
        base.Register();
        Formatter.Register<T>((value, context) => Write(context, ToFigure(value).ToSvg()), Svg);
        Formatter.Register<T>((value, context) => Write(context, ToFigure(value).ToPlotlyJson()), Plotly);
        Formatter.SetPreferredMimeTypesFor(typeof(T), Output.Html, Output.Plain, Svg, Plotly);
    }

    public override string ToHtml(T value)
    {
        var figure = ToFigure(value);
        if (FigureHtml.IsDrawn(figure) && KernelInvocationContext.Current is { } context && PlotlyOutput.IsFirst())
            Output.Show(context, PlotlyLoader.Html, "");
        return figure.ToHtml();
    }

    public override string ToText(T value) => ToFigure(value).ToText();
}
