namespace Overhear;

/// <summary>How much room an interactive figure takes on a page, in CSS pixels.</summary>
/// <param name="Height">Its height.</param>
/// <param name="MaxWidth">The width beyond which it does not grow.</param>
/// <param name="MinWidth">The width below which it does not shrink but scrolls.</param>
/// <param name="KeepsShape">Whether it gets lower where it gets narrower.</param>
sealed record PlotlySize(int Height, int MaxWidth, int MinWidth = 0, bool KeepsShape = false);
