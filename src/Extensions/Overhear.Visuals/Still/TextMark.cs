namespace Overhear;

/// <summary>One line of text.</summary>
/// <param name="X">Where it is anchored.</param>
/// <param name="Y">Its baseline.</param>
/// <param name="Text">The text.</param>
/// <param name="Paint">Its colour.</param>
/// <param name="Size">Its size in pixels.</param>
/// <param name="Anchor">Which of its ends lies at <paramref name="X"/>.</param>
/// <param name="IsBold">Whether it is bold.</param>
/// <param name="Turn">Degrees by which it is turned around its anchor, clockwise.</param>
sealed record TextMark(double X, double Y, string Text, Paint Paint, double Size, TextAnchor Anchor, bool IsBold, double Turn) : Mark;
