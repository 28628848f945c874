namespace Overhear;

/// <summary>What a paper says of a quantity.</summary>
public enum PaperRelation
{
    /// <summary>Its value.</summary>
    Equal,
    /// <summary>That it is at least so much, or more.</summary>
    AtLeast,
    /// <summary>That it is at most so much, or less.</summary>
    AtMost,
}
