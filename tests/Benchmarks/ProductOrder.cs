using TorchSharp;
using static TorchSharp.torch;

namespace Overhear.Benchmarks;

/// <summary>One way to write the product of some rows with a matrix: they differ in speed, not in what they compute.</summary>
/// <param name="Name">As one writes it; W is [out, in], W′ the same matrix stored [in, out], x [rows, in].</param>
/// <param name="NeedsTransposed">Whether it reads W′.</param>
/// <param name="Prepare">From the rows to what the product reads, outside of the time.</param>
/// <param name="Multiply">(W or W′, what was prepared) → the product.</param>
sealed record ProductOrder(string Name, bool NeedsTransposed, Func<Tensor, Tensor> Prepare, Func<Tensor, Tensor, Tensor> Multiply)
{
    /// <summary>All that are tried for that many rows.</summary>
    public static IReadOnlyList<ProductOrder> For(int rows)
    {
        var orders = new List<ProductOrder>
        {
            new("x · W′", true, x => x, (w, x) => x.mm(w)),
            new("linear(x, W)", false, x => x, (w, x) => nn.functional.linear(x, w)),
            new("W · xᵀ", false, x => x.t(), (w, x) => w.mm(x)),
            new("W · (xᵀ made contiguous)", false, x => x.t().contiguous(), (w, x) => w.mm(x)),
        };
        if (rows == 1)
        {
            orders.Add(new("W · xᵀ, one row filled up to two", false, x => cat([x, x]).t(), (w, x) => w.mm(x)));
            orders.Add(new("W′ᵀ · x as a vector", true, x => x.flatten(), (w, x) => w.t().mv(x)));
        }
        return orders;
    }
}
