namespace Overhear;

/// <summary>How much room a text twin has.</summary>
sealed class TextLimits
{
    const int LeastWidth = 40;

    public TextLimits(int maxWidth, int maxRows)
    {
        if (maxWidth < LeastWidth)
            throw new ArgumentOutOfRangeException(nameof(maxWidth), maxWidth, $"A line of {maxWidth} characters is too short for a figure; give at least {LeastWidth}.");
        if (maxRows < 1)
            throw new ArgumentOutOfRangeException(nameof(maxRows), maxRows, $"{maxRows} rows show nothing; give at least 1.");
        (Width, Rows) = (maxWidth, maxRows);
    }

    /// <summary>Characters a line.</summary>
    public int Width { get; }

    /// <summary>Rows before the rest is only counted.</summary>
    public int Rows { get; }
}
