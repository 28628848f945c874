namespace Overhear;

/// <summary>Forms that look alike.</summary>
/// <param name="Shapes">The forms.</param>
/// <param name="Fill">The colour inside; none where it is null.</param>
/// <param name="Stroke">The colour of the outline; none where it is null.</param>
/// <param name="Width">The width of the outline.</param>
/// <param name="Dash">Lengths of dash and gap; none for an unbroken outline.</param>
/// <param name="Opacity">1 for what hides all behind it.</param>
sealed record PathMark(IReadOnlyList<Shape> Shapes, Paint? Fill = null, Paint? Stroke = null, double Width = 1, IReadOnlyList<double>? Dash = null, double Opacity = 1) : Mark;
