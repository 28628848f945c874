using TorchSharp;
using static TorchSharp.torch;

namespace Overhear.Tests;

[Trait("Category", "fast")]
public class CopyScoresTests
{
    [Theory]
    [InlineData("gpt2", false, 60)]
    [InlineData("gpt2", true, 60)]
    [InlineData("llama", false, 60)] // two key-value heads for six heads
    [InlineData("qwen2", true, 5)]
    public void It_equals_the_papers_steps(string family, bool negative, int top)
    {
        var model = TinyModels.Of(family, Dtype.Float64);
        var rows = TinyModels.Rows(model, [7, 5, 6, 4], seed: 3);
        var tokens = TokenBatch.FromIds(rows);
        IReadOnlyList<IReadOnlyList<int>> positions = [[0, 1, 2, 3], [3, 2, 1, 0], [6, 4, 5, 3]];
        var scores = CopyScores.Of(model, tokens, positions, negative, top);
        var behindLayer0 = rows.Select(ids => model.Inspect(TokenBatch.FromIds([ids]), run => Enumerable.Range(0, ids.Length).Select(at => TinyModels.Numbers(run[HookPoint.ResidPost(0)][0, at])).ToArray(),
            RunOptions.Keeping(HookSelection.Of(HookPoint.ResidPost(0))))).ToArray(); // [prompt][position][d_model]
        var hits = 0;
        foreach (var head in model.Heads)
            for (var row = 0; row < rows.Length; row++)
            {
                var named = positions.Average(list => Names(model, behindLayer0[row][list[row]], rows[row][list[row]], head, negative, top) ? 1.0 : 0);
                Assert.Equal(named, scores[head].Values[row], 1e-12);
                hits += named > 0 ? 1 : 0;
            }
        Assert.InRange(hits, 1, model.Heads.Count * rows.Length - 1);
    }

    /// <summary>One prompt, one position: residual stream behind layer 0, norm of layer 1, W_V and b_V, W_O, final norm, unembedding, top tokens (Wang et al. 2022, section 3.1, as coded).</summary>
    static bool Names(TransformerModel model, double[] residual, int token, HeadId head, bool negative, int top)
    {
        var c = model.Config;
        double[] Normed(double[] x, Tensor? weight, Tensor? bias)
        {
            var mean = c.Norm == NormKind.LayerNorm ? x.Average() : 0;
            var scale = Math.Sqrt(x.Average(v => (v - mean) * (v - mean)) + c.NormEpsilon);
            var (w, b) = (weight is null ? null : TinyModels.Numbers(weight), bias is null ? null : TinyModels.Numbers(bias));
            return [.. x.Select((v, i) => (v - mean) / scale * (w?[i] ?? 1) + (b?[i] ?? 0))];
        }
        var block = model.Weights.Blocks[1];
        var x = tensor(Normed(residual, block.Ln1Weight, block.Ln1Bias));
        var written = model.InspectWeights(weights =>
        {
            var kv = head.Head / (c.Heads / c.KeyValueHeads);
            var v = x.matmul(weights.W_V(head.Layer)[kv]);
            if (weights.b_V(head.Layer) is { } bias) v = v.add(bias[kv]);
            return TinyModels.Numbers(v.matmul(weights.W_O(head.Layer)[head.Head]));
        });
        if (negative) written = [.. written.Select(value => -value)];
        var final = Normed(written, model.Weights.FinalWeight, model.Weights.FinalBias);
        var logits = model.InspectWeights(weights => TinyModels.Numbers(tensor(final).matmul(weights.W_U)));
        return Enumerable.Range(0, logits.Length).OrderByDescending(id => logits[id]).Take(top).Contains(token);
    }

    [Fact]
    public void Bad_input_says_what_is_allowed()
    {
        var model = TinyModels.Of("gpt2");
        var tokens = TokenBatch.FromIds([[1, 2], [1, 2, 3]]);
        Assert.Contains("at least one list", Assert.Throws<ArgumentException>(() => CopyScores.Of(model, tokens, [])).Message);
        Assert.Contains("2 prompts, and a list of 1", Assert.Throws<ArgumentException>(() => CopyScores.Of(model, tokens, [[0]])).Message);
        Assert.Contains("Prompt 0", Assert.Throws<ArgumentException>(() => CopyScores.Of(model, tokens, [[2, 2]])).Message);
        Assert.Contains("1 to 300", Assert.Throws<ArgumentOutOfRangeException>(() => CopyScores.Of(model, tokens, [[0, 0]], top: 301)).Message);
    }
}
