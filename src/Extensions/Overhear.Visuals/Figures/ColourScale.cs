namespace Overhear;

/// <summary>How numbers become colours.</summary>
public enum ColourScale
{
    /// <summary><see cref="Diverging"/> where there are numbers on both sides of 0, else <see cref="Sequential"/>.</summary>
    FromNumbers,

    /// <summary>From the background's colour at the least number to the strongest blue at the largest.</summary>
    Sequential,

    /// <summary>Red below 0, blue above, the background's colour at 0; equally far on both sides.</summary>
    Diverging,
}
