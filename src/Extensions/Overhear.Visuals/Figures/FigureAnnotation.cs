namespace Overhear;

/// <summary>Words for a figure that is there already.</summary>
public static class FigureAnnotation
{
    /// <summary>The same figure with other words around it; what is left out stays as it is.</summary>
    /// <param name="figure">The figure; it is not changed.</param>
    /// <param name="subtitle">A second line under the title.</param>
    /// <param name="notice">What a reader should look for.</param>
    /// <param name="notes">How the numbers were made and what else belongs to them.</param>
    public static TFigure Annotated<TFigure>(this TFigure figure, string? subtitle = null, string? notice = null, IEnumerable<string>? notes = null)
        where TFigure : Figure
    {
        Figure annotated = figure with
        {
            Subtitle = subtitle ?? figure.Subtitle,
            Notice = notice ?? figure.Notice,
            Notes = notes is null ? figure.Notes : [.. notes],
        };
        return (TFigure)annotated;
    }
}
