namespace Overhear;

/// <summary>A straight line to compare with, across the whole figure.</summary>
/// <param name="Value">Where it lies, in the unit of its axis.</param>
/// <param name="Label">What it is, written beside it; empty for none.</param>
/// <param name="IsVertical">Whether it stands at an x; else it lies at a y.</param>
public sealed record ReferenceLine(double Value, string Label = "", bool IsVertical = false);
