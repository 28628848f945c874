namespace Overhear.Tests;

[Trait("Category", "fast")]
public class GradientAttributionTests
{
    public static TheoryData<string> Families => [.. TinyModels.Families];

    static readonly LogitDifference metric = new([3, 5, 8], [20, 21, 22], [5, 4, 5]);

    [Theory, MemberData(nameof(Families))]
    public void A_small_change_is_estimated_as_patching_it_shows(string family)
    {
        var model = TinyModels.Of(family, Dtype.Float64);
        var (clean, corrupted) = (TinyModels.Tokens(model, 3, 6), TinyModels.Tokens(model, 3, 6, seed: 2));
        var result = GradientAttribution.Of(model, clean, corrupted, metric);
        var (plain, step, head) = (metric.Of(model, clean).Values, 1e-6, 1);
        // Literally: move z of one head a small step towards its corrupted value, and see how fast the logit difference changes.
        var moved = model.Inspect(corrupted, other => model.Inspect(clean, run => metric.Read(model, run), RunOptions.Editing(new Hook(HookPoint.Z(0), z =>
        {
            var own = z.select(2, head);
            own.add_((other[HookPoint.Z(0)].select(2, head) - own).Times(step));
            return z;
        }))), RunOptions.Keeping(HookSelection.Of(HookPoint.Z(0)))).Values;
        var byHead = result.ByHead()[new HeadId(0, head)].Values;
        for (var prompt = 0; prompt < 3; prompt++) Assert.Equal((moved[prompt] - plain[prompt]) / step, byHead[prompt], 1e-3 * Math.Max(1, Math.Abs(byHead[prompt])));
    }

    [Theory, MemberData(nameof(Families))]
    public void Equal_twins_have_no_effect(string family)
    {
        var model = TinyModels.Of(family);
        var clean = TinyModels.Tokens(model, 3, 6);
        foreach (var kind in new[] { HookKind.Z, HookKind.Q, HookKind.K, HookKind.V, HookKind.ResidPre, HookKind.ResidPost, HookKind.AttnOut, HookKind.MlpOut })
        {
            var result = GradientAttribution.Of(model, clean, clean, metric, kind);
            Assert.All(result.ByPosition().ToArray().Cast<double>(), v => Assert.Equal(0, v));
        }
    }

    [Fact]
    public void Sums_are_of_all_positions_and_heads()
    {
        var model = TinyModels.Of("llama");
        var result = GradientAttribution.Of(model, TinyModels.Tokens(model, 3, 6), TinyModels.Tokens(model, 3, 6, seed: 2), metric, HookKind.V);
        Assert.Equal((2, 3, 6, 2), (result.Layers, result.Prompts, result.Positions, result.Heads));
        var layers = result.ByLayer();
        Assert.Equal(layers[1].Values, result.ByHead().LayerSums()[1].Values, (a, b) => Math.Abs(a - b) < 1e-9);
        Assert.Equal(layers[0].Mean, Enumerable.Range(0, 6).Sum(p => result.ByPosition()[0, p]), 1e-9);
        Assert.Contains("has no heads", Assert.Throws<InvalidOperationException>(() => GradientAttribution.Of(model, TinyModels.Tokens(model, 3, 6), TinyModels.Tokens(model, 3, 6), metric, HookKind.MlpOut).ByHead()).Message);
    }

    [Fact]
    public void Bad_input_says_what_is_allowed()
    {
        var model = TinyModels.Of("gpt_neox-parallel");
        var clean = TinyModels.Tokens(model, 3, 6);
        Assert.Contains("ResidPre", Assert.Throws<ArgumentException>(() => GradientAttribution.Of(model, clean, clean, metric, HookKind.Pattern)).Message);
        Assert.Contains("in parallel", Assert.Throws<ArgumentException>(() => GradientAttribution.Of(model, clean, clean, metric, HookKind.ResidMid)).Message);
        Assert.Contains("3 of 6 tokens", Assert.Throws<ArgumentException>(() => GradientAttribution.Of(model, clean, TinyModels.Tokens(model, 3, 7), metric)).Message);
        var (right, left) = (TokenBatch.FromIds([[1, 2, 3], [1, 2]]), TokenBatch.FromIds([[1, 2, 3], [1, 2]], PaddingSide.Left));
        Assert.Contains("padded differently", Assert.Throws<ArgumentException>(() => GradientAttribution.Of(model, right, left, new LogitDifference([1, 2], [3, 4]))).Message);
    }
}
