namespace Overhear;

/// <summary>A colour by what it is for, on a light page and on a dark one.</summary>
/// <param name="Name">What it is for, as a name for style sheets.</param>
/// <param name="Light">On a light page, as <c>#rrggbb</c>.</param>
/// <param name="Dark">On a dark page, as <c>#rrggbb</c>.</param>
sealed record Paint(string Name, string Light, string Dark);
