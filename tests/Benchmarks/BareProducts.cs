using System.Diagnostics;
using TorchSharp;
using static TorchSharp.torch;

namespace Overhear.Benchmarks;

/// <summary>
/// The products of a forward pass with its weights and nothing else: no norm, no attention, no activation, no bias. Each shape of
/// matrix in the order that is fastest on this machine for that many rows, tried at the start.
/// </summary>
sealed class BareProducts : IDisposable
{
    const double TrialSeconds = .4;
    const int FewestTrials = 8;

    readonly List<(Tensor Matrix, ProductOrder Order, Tensor Rows)> products = [];
    readonly List<Tensor> owned = [];
    readonly List<string> notes = [];

    public BareProducts(TransformerModel model, int rows)
    {
        using var scope = NewDisposeScope();
        using var mode = no_grad();
        var weights = model.Weights;
        Tensor[] matrices = [.. weights.Blocks.SelectMany(b => new[] { b.Qkv, b.O, b.In, b.Out }), weights.Unembed];
        foreach (var shape in matrices.GroupBy(m => (Out: m.shape[0], In: m.shape[1])))
        {
            var x = Own(randn([rows, shape.Key.In], matrices[0].dtype, matrices[0].device, generator: new Generator(1, matrices[0].device)));
            var fastest = ProductOrder.For(rows).Select(order => (Order: order, Seconds: Try(order, [.. shape], x))).MinBy(t => t.Seconds);
            var prepared = Own(fastest.Order.Prepare(x));
            foreach (var matrix in shape) products.Add((Own(Stored(matrix, fastest.Order)), fastest.Order, prepared));
            var bytes = shape.Key.Out * shape.Key.In * matrices[0].element_size();
            notes.Add(FormattableString.Invariant($"{rows} rows, {shape.Key.In} → {shape.Key.Out}: {fastest.Order.Name}, {bytes / fastest.Seconds / 1e9:0.0} GB/s of weights, {2.0 * rows * shape.Key.Out * shape.Key.In / fastest.Seconds / 1e9:0} GFLOP/s"));
        }
    }

    /// <summary>The order chosen for each shape.</summary>
    public IReadOnlyList<string> Notes => notes;

    /// <summary>All products once.</summary>
    public void Run()
    {
        using var mode = no_grad();
        foreach (var (matrix, order, rows) in products)
        {
            using var result = order.Multiply(matrix, rows);
        }
    }

    /// <summary>The best time of one product; matrices of the shape take turns, so that none stays in the processor's cache.</summary>
    static double Try(ProductOrder order, Tensor[] matrices, Tensor x)
    {
        using var scope = NewDisposeScope();
        Tensor[] stored = [.. matrices.Select(m => Stored(m, order))];
        var prepared = order.Prepare(x);
        var best = double.PositiveInfinity;
        var started = Stopwatch.GetTimestamp();
        for (var trial = 0; trial < FewestTrials || Stopwatch.GetElapsedTime(started).TotalSeconds < TrialSeconds; trial++)
        {
            var begun = Stopwatch.GetTimestamp();
            using (order.Multiply(stored[trial % stored.Length], prepared)) best = Math.Min(best, Stopwatch.GetElapsedTime(begun).TotalSeconds);
        }
        return best;
    }

    static Tensor Stored(Tensor matrix, ProductOrder order) => order.NeedsTransposed ? matrix.t().contiguous() : matrix.alias();

    Tensor Own(Tensor tensor)
    {
        owned.Add(tensor.DetachFromDisposeScope());
        return tensor;
    }

    public void Dispose()
    {
        foreach (var tensor in owned) tensor.Dispose();
    }
}
