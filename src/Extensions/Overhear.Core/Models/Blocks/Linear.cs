using TorchSharp;
using static TorchSharp.torch;

namespace Overhear;

/// <summary>x · Wᵀ + b with W stored [out, in]: the one place that decides in which order a product runs.</summary>
/// <remarks>
/// On CPUs the library multiplies one row on one thread, which cannot read memory at its full speed; the same product in groups of
/// outputs runs on all threads. From two rows to some hundreds it is faster with W on the left: twice as fast at 8 rows, a tenth at
/// 240; the result then lies with its rows side by side in memory. Narrow products gain nothing by it, the very wide unembedding a
/// sixth up to thousands of rows.
/// </remarks>
static class Linear
{
    const long FewRows = 4;
    const long SomeRows = 512;
    const long ManyRows = 2048;
    const long ManyInputs = 512;
    const long WideOutput = 16384;

    // A constant, not the number of threads: how the outputs are grouped may decide how they are rounded.
    const long Groups = 16;
    const long FewestInGroup = 16;

    /// <param name="x">[..., in]</param>
    /// <param name="weight">[out, in]</param>
    /// <param name="bias">[out], or null</param>
    /// <returns>[..., out]</returns>
    public static Tensor Apply(Tensor x, Tensor weight, Tensor? bias)
    {
        long inputs = weight.shape[1], outputs = weight.shape[0], rows = x.numel() / inputs;
        if (weight.device_type != DeviceType.CPU || weight.dtype != ScalarType.Float32 || weight.requires_grad || rows == 0) return nn.functional.linear(x, weight, bias);
        Tensor product; // [rows, out]
        if (rows == 1 && outputs >= Groups * FewestInGroup) product = OneRow(x.reshape(1, inputs), weight);
        else if (rows > 1 && rows <= MostRowsOnTheRight(inputs, outputs)) product = weight.mm(x.reshape(rows, inputs).t()).t();
        else return nn.functional.linear(x, weight, bias);
        if (bias is not null) product = product.Plus(bias);
        long[] shape = [.. x.shape[..^1], outputs];
        return product.view(shape);
    }

    static long MostRowsOnTheRight(long inputs, long outputs) => outputs >= WideOutput ? ManyRows : inputs >= ManyInputs ? SomeRows : FewRows;

    /// <param name="row">[1, in]</param>
    /// <returns>[1, out]</returns>
    static Tensor OneRow(Tensor row, Tensor weight)
    {
        long inputs = weight.shape[1], outputs = weight.shape[0], grouped = outputs / Groups * Groups;
        var groups = weight.narrow(0, 0, grouped).view(Groups, grouped / Groups, inputs).transpose(1, 2); // [group, in, out of group]
        var product = row.expand(Groups, 1, inputs).bmm(groups).view(1, grouped);
        return grouped == outputs ? product : cat([product, nn.functional.linear(row, weight.narrow(0, grouped, outputs - grouped))], 1);
    }
}
