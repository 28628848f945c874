namespace Overhear;

/// <summary>Figures of a <see cref="LabelledMatrix"/>.</summary>
public static class LabelledMatrixFigures
{
    /// <summary>The table as coloured cells, the first row on top.</summary>
    /// <param name="matrix">The table.</param>
    /// <param name="title">The title; the table's name where it is left out.</param>
    /// <param name="subtitle">A second line under the title.</param>
    /// <param name="scale">How numbers become colours.</param>
    /// <param name="showNumbers">Whether each cell shows its number too.</param>
    /// <param name="notice">What a reader should look for.</param>
    /// <exception cref="ArgumentException">The table has no cell.</exception>
    public static HeatmapFigure ToHeatmap(
        this LabelledMatrix matrix, string? title = null, string subtitle = "", ColourScale scale = ColourScale.FromNumbers, bool showNumbers = false,
        string notice = "") =>
        new(title ?? matrix.Name, matrix) { Subtitle = subtitle, Scale = scale, ShowNumbers = showNumbers, Notice = notice, Notes = [.. FigureNotes.Where(matrix.Record)] };
}
