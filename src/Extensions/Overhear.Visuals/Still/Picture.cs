namespace Overhear;

/// <summary>A still picture.</summary>
/// <param name="Width">The width of the room that it takes, in pixels.</param>
/// <param name="Height">The height of that room.</param>
/// <param name="Marks">What is drawn, in order.</param>
/// <param name="LeastScale">How small it may become on a narrow page before it scrolls.</param>
/// <param name="Map">Where the figure's numbers lie on it; null where a page needs no script to say them.</param>
sealed record Picture(double Width, double Height, IReadOnlyList<Mark> Marks, double LeastScale = 0.71, PictureMap? Map = null);
