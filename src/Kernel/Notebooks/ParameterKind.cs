namespace Overhear.Kernel;

/// <summary>What a parameter can hold.</summary>
enum ParameterKind
{
    /// <summary>Neither its declared type nor its first value is one that a command line can give.</summary>
    Other,

    /// <summary>Text.</summary>
    Text,

    /// <summary>A whole number of 32 bits.</summary>
    Int,

    /// <summary>A whole number of 64 bits.</summary>
    Long,

    /// <summary>A number of single precision.</summary>
    Single,

    /// <summary>A number of double precision.</summary>
    Double,

    /// <summary>A decimal number.</summary>
    Decimal,

    /// <summary>True or false.</summary>
    Bool,
}
