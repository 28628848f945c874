namespace Overhear;

/// <summary>The classes that the patterns of tokenizers tell apart.</summary>
enum CodePointClass : byte
{
    /// <summary>Anything else: punctuation, symbols, marks, controls that are no white space.</summary>
    Other,
    /// <summary>General category L, which patterns write <c>\p{L}</c>.</summary>
    Letter,
    /// <summary>General category N, which patterns write <c>\p{N}</c>.</summary>
    Number,
    /// <summary>Unicode's property White_Space, which patterns write <c>\s</c>.</summary>
    Space,
}
