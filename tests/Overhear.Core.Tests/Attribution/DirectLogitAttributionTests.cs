namespace Overhear.Tests;

[Trait("Category", "fast")]
public class DirectLogitAttributionTests
{
    public static TheoryData<string> Families => [.. TinyModels.Families];

    static readonly int[] lengths = [5, 3, 7];

    static (TokenBatch Tokens, LogitDifference Difference) Prompts(TransformerModel model)
    {
        var tokens = TokenBatch.FromIds(TinyModels.Rows(model, lengths), PaddingSide.Left);
        return (tokens, LogitDifference.AtEnd(tokens, [3, 5, 7], [2, 9, 4]));
    }

    [Theory, MemberData(nameof(Families))]
    public void Shares_sum_to_the_logit_difference(string family)
    {
        foreach (var (dtype, tolerance) in new[] { (Dtype.Float32, 2e-5), (Dtype.Float64, 1e-10) })
        {
            var model = TinyModels.Of(family, dtype);
            var (tokens, difference) = Prompts(model);
            var result = DirectLogitAttribution.Of(model, tokens, difference);
            for (var prompt = 0; prompt < lengths.Length; prompt++)
            {
                var parts = result.Shares.Select(s => s.Values[prompt]).ToList();
                Assert.Equal(result.LogitDifferences[prompt], parts.Sum(), tolerance * Math.Max(1, parts.Sum(Math.Abs)));
            }
            Assert.Equal(model.Heads.Count, result.Shares.Count(s => s.Kind == LogitShareKind.Head));
        }
    }

    /// <summary>Literally: what the part wrote, normed with the scale as it was, times the difference of the two columns.</summary>
    [Theory, MemberData(nameof(Families))]
    public void A_share_is_what_the_part_wrote_seen_through_the_frozen_norm(string family)
    {
        var model = TinyModels.Of(family, Dtype.Float64);
        var (tokens, difference) = Prompts(model);
        var result = DirectLogitAttribution.Of(model, tokens, difference);
        model.Inspect(tokens, run =>
        {
            var w = model.Weights;
            for (var row = 0; row < lengths.Length; row++)
            {
                var at = difference.Positions[row];
                var between = w.Unembed[difference.Correct[row]] - w.Unembed[difference.Wrong[row]];
                double Share(TorchSharp.torch.Tensor written)
                {
                    var centred = model.Config.Norm == NormKind.LayerNorm ? written - written.mean() : written;
                    return (centred / run[HookPoint.FinalScale][row, at] * w.FinalWeight! * between).sum().item<double>();
                }
                Assert.Equal(Share(run[HookPoint.Embed][row, at]), result.Of(LogitShareKind.Embedding).Values[row], 1e-9);
                for (var layer = 0; layer < model.Config.Layers; layer++)
                {
                    Assert.Equal(Share(run[HookPoint.MlpOut(layer)][row, at]), result.Of(LogitShareKind.Mlp, layer).Values[row], 1e-9);
                    for (var head = 0; head < model.Config.Heads; head++)
                        Assert.Equal(Share(run[HookPoint.Result(layer)][row, at, head]), result.Of(new HeadId(layer, head)).Values[row], 1e-9);
                }
            }
            return 0;
        }, RunOptions.Keeping(HookSelection.All));
    }

    [Fact]
    public void A_folded_norm_changes_no_share()
    {
        var model = TinyModels.Of("gpt2", Dtype.Float64);
        using var folded = model.WithFoldedLayerNorm();
        var (tokens, difference) = Prompts(model);
        var (before, after) = (DirectLogitAttribution.Of(model, tokens, difference), DirectLogitAttribution.Of(folded, tokens, difference));
        foreach (var (a, b) in before.Shares.Where(s => s.Kind == LogitShareKind.Head).Zip(after.Shares.Where(s => s.Kind == LogitShareKind.Head)))
            Assert.All(a.Values.Zip(b.Values), pair => Assert.Equal(pair.First, pair.Second, 1e-9));
    }

    [Fact]
    public void What_does_not_fit_is_refused_with_every_problem()
    {
        var model = TinyModels.Of("gpt2");
        var (tokens, _) = Prompts(model);
        var message = Assert.Throws<ArgumentException>(() => DirectLogitAttribution.Of(model, tokens, new LogitDifference([3, 5, 999], [2, 9, 4], [6, 0, 7]))).Message;
        Assert.All(["no token 999", "Position 0 of prompt 1 is padding", "Prompt 2 has no position 7; positions are 0 to 6"], part => Assert.Contains(part, message));
        Assert.Contains("2 wrong", Assert.Throws<ArgumentException>(() => new LogitDifference([1], [1, 2], [0])).Message);
        var result = DirectLogitAttribution.Of(model, tokens, LogitDifference.AtEnd(tokens, [1, 2, 3], [4, 5, 6]));
        Assert.Contains("layers are 0 to", Assert.Throws<ArgumentException>(() => result.Of(new HeadId(99, 0))).Message);
        Assert.Contains("its parts are embedding", Assert.Throws<ArgumentException>(() => result.Of(LogitShareKind.Mlp, 99)).Message);
        Assert.Equal(Math.Sqrt(1.0 / 3), new LogitShare("x", LogitShareKind.Mlp, 0, null, [1, 2, 3]).StandardError, 1e-12);
    }
}
