using TorchSharp;
using static TorchSharp.torch;

namespace Overhear;

/// <summary>What heads and MLPs give on average over reference prompts, at each position: of all of them, or of groups.</summary>
static class ReferenceMeans
{
    const int Rows = 16; // of a run

    /// <summary>Takes the means, and lets a function use them.</summary>
    /// <param name="model">The model.</param>
    /// <param name="reference">The reference prompts.</param>
    /// <param name="groupOf">The group of each of them, from 0.</param>
    /// <param name="kinds">Of what.</param>
    /// <param name="use">From a place to its means [group, pos, ...].</param>
    /// <remarks>One forward pass; sums are of float64.</remarks>
    public static T Use<T>(TransformerModel model, TokenBatch reference, IReadOnlyList<int> groupOf, IReadOnlyList<HookKind> kinds, Func<Func<HookPoint, Tensor>, T> use)
    {
        using var scope = NewDisposeScope();
        using var mode = no_grad();
        var counts = groupOf.CountBy(group => group).ToDictionary();
        var sums = new Dictionary<HookPoint, Tensor>();
        for (var first = 0; first < reference.Rows; first += Rows)
        {
            Work.Current.ThrowIfCancelled();
            var slice = reference.Slice(first, Math.Min(Rows, reference.Rows - first));
            var isOf = tensor(Enumerable.Range(0, counts.Count).SelectMany(group => Enumerable.Range(first, slice.Rows).Select(row => groupOf[row] == group ? 1.0 : 0)).ToArray(), device: model.TorchDevice).view(counts.Count, -1); // [group, row]
            model.Inspect(slice, run =>
            {
                foreach (var point in run.Cache.Points)
                {
                    var values = run[point].to(ScalarType.Float64);
                    if (!sums.TryGetValue(point, out var sum)) sums[point] = sum = zeros([counts.Count, .. values.shape[1..]], ScalarType.Float64, values.device).MoveToOtherDisposeScope(scope);
                    sum.Accumulate(isOf.mm(values.flatten(1)).view(sum.shape), 1);
                }
                return 0;
            }, new RunOptions { Keep = HookSelection.Kinds(kinds), Logits = LogitsAt.Nowhere });
        }
        var shares = tensor(Enumerable.Range(0, counts.Count).Select(group => 1.0 / counts[group]).ToArray(), device: model.TorchDevice);
        var means = sums.ToDictionary(of => of.Key, of => (of.Value * shares.view([-1, .. Enumerable.Repeat(1L, (int)of.Value.dim() - 1)])).to(model.Weights.Embed.dtype));
        return use(point => means[point]);
    }
}
