namespace Overhear;

/// <summary>Where rows shorter than the longest are filled up.</summary>
public enum PaddingSide
{
    /// <summary>After the tokens.</summary>
    Right,
    /// <summary>Before the tokens, so that all rows end at the last position.</summary>
    Left,
}
