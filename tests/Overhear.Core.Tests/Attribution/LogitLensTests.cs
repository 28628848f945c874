namespace Overhear.Tests;

[Trait("Category", "fast")]
public class LogitLensTests
{
    public static TheoryData<string> Models => [.. GoldenModel.Names];

    static Prompt PromptOf(GoldenModel golden) => new("", golden.Reference["tokens"].Rows[0], [.. golden.Reference["tokens"].Rows[0].Select(i => $"[{i}]")], 0, "");

    [Theory, MemberData(nameof(Models))]
    public void The_last_place_is_the_models_own_answer(string name)
    {
        var golden = GoldenModel.Load(name);
        var prompt = PromptOf(golden);
        var lens = LogitLens.Of(golden.Model, prompt, top: 5);
        var own = golden.Model.NextTokens(prompt, 5).Top;
        var last = lens.At(lens.Layers, prompt.Length - 1).Top;
        Assert.Equal(own.Select(t => t.Id), last.Select(t => t.Id));
        Assert.All(own.Zip(last), t => Assert.Equal(t.First.Probability, t.Second.Probability, 1e-6));
    }

    [Theory, MemberData(nameof(Models))]
    public void A_place_is_the_final_norm_and_unembedding_of_the_residual_stream_there(string name)
    {
        var golden = GoldenModel.Load(name);
        var (prompt, layer) = (PromptOf(golden), golden.Model.Config.Layers - 1);
        var lens = LogitLens.Of(golden.Model, prompt, tokens: [3, 7]);
        // The literal twin: stop before the layer, and run no layer from there.
        var literal = golden.Model.Inspect(prompt, before => golden.Model.Inspect(prompt, run => run[HookPoint.Logits][0, 4, 7].item<float>(), new RunOptions
        {
            Keep = HookSelection.Of(HookPoint.Logits),
            Edits = [new Hook(HookPoint.ResidPost(layer), x => before.Residual)],
        }), new RunOptions { StopAtLayer = layer });
        Assert.Equal(literal, lens.At(layer, 4).Logits[1], 1e-4);
    }

    [Theory, MemberData(nameof(Models))]
    public void At_the_final_scale_layers_differ_by_what_was_written_between_them(string name)
    {
        var golden = GoldenModel.Load(name);
        var (model, prompt) = (golden.Model, PromptOf(golden));
        var (own, final) = (LogitLens.Of(model, prompt, tokens: [3, 7]), LogitLens.Of(model, prompt, tokens: [3, 7], scale: LensScale.Final));
        Assert.Equal(("logit lens", "logit lens at the final norm's scale"), (own.Method, final.Method));
        double Difference(LogitLensResult lens, int layer) => lens.At(layer, 4).Logits[0] - lens.At(layer, 4).Logits[1];
        var shares = DirectLogitAttribution.Of(model, prompt.ToBatch(), new LogitDifference([3], [7], [4]));
        var written = shares.Embedding.Mean + (shares.Positions?.Mean ?? 0) + shares.Constant.Mean;
        for (var layer = 0; layer <= final.Layers; layer++)
        {
            Assert.Equal(written, Difference(final, layer), 1e-4);
            if (layer < final.Layers) written += shares.Heads.LayerSums()[layer].Mean + shares.AttentionBiases[layer].Mean + shares.Mlps[layer].Mean;
        }
        Assert.Equal(Difference(own, own.Layers), Difference(final, final.Layers), 1e-4); // the same at the end,
        Assert.NotEqual(Difference(own, 0), Difference(final, 0), 1e-4); // and nowhere else
    }

    [Fact]
    public void Bad_input_says_what_is_allowed()
    {
        var golden = GoldenModel.Load(GoldenModel.Names.First());
        var prompt = PromptOf(golden);
        Assert.Contains("ids are 0 to", Assert.Throws<ArgumentException>(() => LogitLens.Of(golden.Model, prompt, tokens: [1_000_000])).Message);
        Assert.Contains("can be kept", Assert.Throws<ArgumentOutOfRangeException>(() => LogitLens.Of(golden.Model, prompt, top: 0)).Message);
        Assert.Contains("positions 0 to", Assert.Throws<ArgumentOutOfRangeException>(() => LogitLens.Of(golden.Model, prompt).At(0, 99)).Message);
    }
}
