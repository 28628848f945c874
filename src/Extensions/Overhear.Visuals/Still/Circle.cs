namespace Overhear;

/// <summary>A circle around a point.</summary>
sealed record Circle(double X, double Y, double Radius) : Shape;
