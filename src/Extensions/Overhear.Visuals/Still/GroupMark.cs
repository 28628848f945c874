namespace Overhear;

/// <summary>Marks that are moved together.</summary>
sealed record GroupMark(double X, double Y, IReadOnlyList<Mark> Marks) : Mark;
