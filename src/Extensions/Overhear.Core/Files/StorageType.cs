namespace Overhear;

/// <summary>How the numbers of a stored tensor are written, by the names that the safetensors format has for them. All are little-endian.</summary>
/// <remarks>
/// The order is that in which the format's own software writes tensors (largest alignment last). Its types of less than a byte
/// (F4, F6_E2M3, F6_E3M2) are not read.
/// </remarks>
public enum StorageType
{
    /// <summary>Truth values, one byte each.</summary>
    BOOL,

    /// <summary>Unsigned, 8 bits.</summary>
    U8,

    /// <summary>Signed, 8 bits.</summary>
    I8,

    /// <summary>Floating point, 8 bits: 5 of exponent, 2 of mantissa.</summary>
    F8_E5M2,

    /// <summary>Floating point, 8 bits: 4 of exponent, 3 of mantissa.</summary>
    F8_E4M3,

    /// <summary>A power of two, 8 bits.</summary>
    F8_E8M0,

    /// <summary>Floating point, 8 bits: 4 of exponent, 3 of mantissa; finite, no negative zero.</summary>
    F8_E4M3FNUZ,

    /// <summary>Floating point, 8 bits: 5 of exponent, 2 of mantissa; finite, no negative zero.</summary>
    F8_E5M2FNUZ,

    /// <summary>Signed, 16 bits.</summary>
    I16,

    /// <summary>Unsigned, 16 bits.</summary>
    U16,

    /// <summary>Floating point, 16 bits (half precision).</summary>
    F16,

    /// <summary>Floating point, 16 bits: the upper half of a float32.</summary>
    BF16,

    /// <summary>Signed, 32 bits.</summary>
    I32,

    /// <summary>Unsigned, 32 bits.</summary>
    U32,

    /// <summary>Floating point, 32 bits.</summary>
    F32,

    /// <summary>Complex, two 32-bit floating point numbers.</summary>
    C64,

    /// <summary>Floating point, 64 bits.</summary>
    F64,

    /// <summary>Signed, 64 bits.</summary>
    I64,

    /// <summary>Unsigned, 64 bits.</summary>
    U64,
}
