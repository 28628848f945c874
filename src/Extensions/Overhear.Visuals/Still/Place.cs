namespace Overhear;

/// <summary>A point of a picture.</summary>
readonly record struct Place(double X, double Y);
