using TorchSharp;

namespace Overhear;

/// <summary>The type of numbers in which a model is kept and runs.</summary>
public enum Dtype
{
    /// <summary>32 bits; the default.</summary>
    Float32,
    /// <summary>16 bits with float32's range.</summary>
    BFloat16,
    /// <summary>16 bits.</summary>
    Float16,
    /// <summary>64 bits, for checks.</summary>
    Float64,
}

static class DtypeConversion
{
    public static torch.ScalarType ToTorch(this Dtype dtype) => dtype switch
    {
        Dtype.Float32 => torch.ScalarType.Float32,
        Dtype.BFloat16 => torch.ScalarType.BFloat16,
        Dtype.Float16 => torch.ScalarType.Float16,
        Dtype.Float64 => torch.ScalarType.Float64,
        _ => throw new ArgumentOutOfRangeException(nameof(dtype), dtype, "A model runs in Float32, BFloat16, Float16 or Float64."),
    };

    public static Dtype ToDtype(this torch.ScalarType dtype) => dtype switch
    {
        torch.ScalarType.Float32 => Dtype.Float32,
        torch.ScalarType.BFloat16 => Dtype.BFloat16,
        torch.ScalarType.Float16 => Dtype.Float16,
        torch.ScalarType.Float64 => Dtype.Float64,
        _ => throw new ArgumentOutOfRangeException(nameof(dtype), dtype, "A model runs in Float32, BFloat16, Float16 or Float64."),
    };
}
