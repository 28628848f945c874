using TorchSharp;

namespace Overhear.Tests;

/// <summary>The residual stream is a sum: embeddings, what every head wrote, the biases of attention's output, what every MLP wrote.</summary>
[Trait("Category", "fast")]
public class DecomposedResidualTests
{
    public static MatrixTheoryData<string, Dtype> Cases => new(TinyModels.Families, [Dtype.Float32, Dtype.Float64]);

    [Theory, MemberData(nameof(Cases))]
    public void What_was_written_sums_to_the_residual_stream(string family, Dtype dtype)
    {
        var model = TinyModels.Of(family, dtype);
        var tolerance = dtype == Dtype.Float64 ? 1e-12 : 1e-5;
        var rows = TinyModels.Rows(model, [7, 3, 5]);
        foreach (var tokens in new[] { TinyModels.Tokens(model, rows: 1, length: 1), TinyModels.Tokens(model, rows: 2, length: 7), TokenBatch.FromIds(rows), TokenBatch.FromIds(rows, PaddingSide.Left) })
        {
            model.Inspect(tokens, run =>
            {
                var sum = run[HookPoint.Embed];
                if (model.Config.LearnedPositions) sum = sum + run[HookPoint.PosEmbed];
                for (var layer = 0; layer < model.Config.Layers; layer++)
                {
                    RequireClose(run, HookPoint.ResidPre(layer), sum, tolerance);
                    for (var head = 0; head < model.Config.Heads; head++) sum = sum + run[HookPoint.Result(layer)].select(2, head);
                    if (model.InspectWeights(weights => weights.b_O(layer) is { } bias ? TinyModels.Numbers(bias) : null) is { } b_O) sum = sum + torch.tensor(b_O, sum.dtype);
                    if (!model.Config.ParallelBlocks) RequireClose(run, HookPoint.ResidMid(layer), sum, tolerance);
                    sum = sum + run[HookPoint.MlpOut(layer)];
                    RequireClose(run, HookPoint.ResidPost(layer), sum, tolerance);
                }
                return 0;
            }, RunOptions.Keeping(HookSelection.All));
        }
    }

    static void RequireClose(Run run, HookPoint point, torch.Tensor sum, double tolerance)
    {
        var (expected, actual) = (TinyModels.Numbers(run[point]), TinyModels.Numbers(sum));
        var allowed = tolerance * expected.Max(Math.Abs);
        var off = expected.Zip(actual, (a, b) => Math.Abs(a - b)).Max();
        Assert.True(off <= allowed, $"{point}: the sum is off by {off:g3}, allowed {allowed:g3}");
    }
}
