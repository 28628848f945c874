namespace Overhear;

/// <summary>A rectangle.</summary>
sealed record Box(double X, double Y, double Width, double Height) : Shape;
