namespace Overhear;

/// <summary>A still picture: what is drawn, in order, and the room that it takes, in pixels.</summary>
sealed record Picture(double Width, double Height, IReadOnlyList<Mark> Marks);
