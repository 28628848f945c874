using TorchSharp;
using static TorchSharp.torch;

namespace Overhear;

/// <summary>Tensors with numbers, and sums of tensors, where no number is freed while native code reads it.</summary>
/// <remarks>
/// TorchSharp 0.107 turns a number into a native scalar that a managed object owns and hands on its address alone. A garbage
/// collection on another thread may then free the scalar under the call: once in many thousand calls an error, or a wrong number.
/// A plain <c>a + b</c> of two tensors has such a scalar too (its factor 1), and so have <c>square</c> and <c>arange</c>. Here each is
/// held until the call has returned, and freed then. A test keeps the rest of the library from the others.
/// </remarks>
static class Arithmetic
{
    static readonly Scalar one = 1;

    public static Tensor Plus(this Tensor x, Tensor y) => x.add(y, one);

    public static Tensor Plus(this Tensor x, double number)
    {
        using Scalar held = number;
        return x.add(held, one);
    }

    public static Tensor Plus(this Tensor x, long number)
    {
        using Scalar held = number;
        return x.add(held, one);
    }

    public static Tensor Times(this Tensor x, double number)
    {
        using Scalar held = number;
        return x.mul(held);
    }

    public static Tensor Squared(this Tensor x) => x * x;

    /// <summary>The number wherever <paramref name="where"/> is true, else x.</summary>
    public static Tensor Masked(this Tensor x, Tensor where, double number)
    {
        using Scalar held = number;
        return x.masked_fill(where, held);
    }

    /// <summary>The integers from start up to, not including, end.</summary>
    public static Tensor Range(long start, long end, Device device)
    {
        using Scalar from = start, to = end;
        return arange(from, to, one, ScalarType.Int64, device);
    }

    /// <summary>x ← number</summary>
    public static Tensor Fill(this Tensor x, double number)
    {
        using Scalar held = number;
        return x.fill_(held);
    }

    /// <summary>x ← number · x</summary>
    public static Tensor Scale(this Tensor x, double number)
    {
        using Scalar held = number;
        return x.mul_(held);
    }

    /// <summary>x ← x / number</summary>
    public static Tensor Divide(this Tensor x, double number)
    {
        using Scalar held = number;
        return x.div_(held);
    }

    /// <summary>x ← x + number</summary>
    public static Tensor Shift(this Tensor x, double number)
    {
        using Scalar held = number;
        return x.add_(held, one);
    }

    /// <summary>x ← x + number · y</summary>
    public static Tensor Accumulate(this Tensor x, Tensor y, double number)
    {
        using Scalar held = number;
        return x.add_(y, held);
    }

    /// <summary>x ← x + number · a · b</summary>
    public static Tensor AccumulateProduct(this Tensor x, Tensor a, Tensor b, double number)
    {
        using Scalar held = number;
        return x.addcmul_(a, b, held);
    }

    /// <summary>x ← x + number · a / b</summary>
    public static Tensor AccumulateQuotient(this Tensor x, Tensor a, Tensor b, double number)
    {
        using Scalar held = number;
        return x.addcdiv_(a, b, held);
    }
}
