namespace Overhear.Kernel;

/// <summary>The kinds of pieces that TeX consists of.</summary>
enum TexTokenKind
{
    /// <summary>A backslash and a name or one sign.</summary>
    Command,

    /// <summary>Digits, with a point among them or none.</summary>
    Number,

    /// <summary>Any other character, surrogate pairs in one.</summary>
    Character,

    /// <summary>The end of the source.</summary>
    End,
}
