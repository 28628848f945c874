namespace Overhear;

/// <summary>Marks that are moved together.</summary>
/// <param name="X">How far they are moved to the right.</param>
/// <param name="Y">How far they are moved downwards.</param>
/// <param name="Marks">The marks.</param>
/// <param name="Name">The name by which a page's script finds them; empty where none does.</param>
sealed record GroupMark(double X, double Y, IReadOnlyList<Mark> Marks, string Name = "") : Mark;
