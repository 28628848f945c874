namespace Overhear;

/// <summary>Which part of a text lies where the text is put.</summary>
enum TextAnchor
{
    /// <summary>Its left end.</summary>
    Start,

    /// <summary>Its middle.</summary>
    Middle,

    /// <summary>Its right end.</summary>
    End,
}
