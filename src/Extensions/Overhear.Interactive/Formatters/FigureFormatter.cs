namespace Overhear.Interactive;

/// <summary>Figures, as they are.</summary>
sealed class FigureFormatter : DrawnFormatter<Figure>
{
    public override Figure ToFigure(Figure value) => value;
}
