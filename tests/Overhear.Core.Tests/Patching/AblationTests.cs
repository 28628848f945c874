namespace Overhear.Tests;

[Trait("Category", "fast")]
public class AblationTests
{
    public static TheoryData<string> Families => [.. TinyModels.Families];

    static LogitDifference Difference(TokenBatch tokens) => LogitDifference.AtEnd(tokens, [.. Enumerable.Range(1, tokens.Rows)], [.. Enumerable.Range(20, tokens.Rows)]);

    /// <summary>Literally: the whole prompt anew for every part, with the part's output replaced.</summary>
    [Theory, MemberData(nameof(Families))]
    public void What_is_left_is_what_a_whole_run_without_the_part_says(string family)
    {
        var model = TinyModels.Of(family);
        var (tokens, reference) = (TinyModels.Tokens(model, 3, 6), TinyModels.Tokens(model, 3, 6, seed: 2));
        var difference = Difference(tokens);
        var heads = Ablation.Heads(model, tokens, difference, AblationKind.Resample, reference);
        var mlps = Ablation.Mlps(model, tokens, difference, AblationKind.Mean, reference);
        model.Inspect(reference, other =>
        {
            foreach (var part in heads.Parts.Concat(mlps.Parts))
            {
                var literal = part.Head is { } head
                    ? new Hook(HookPoint.Z(head.Layer), z =>
                    {
                        for (var prompt = 0; prompt < 3; prompt++) z[prompt].select(1, head.Head).copy_(other[HookPoint.Z(head.Layer)][(prompt + 1) % 3].select(1, head.Head));
                        return z;
                    })
                    : new Hook(HookPoint.MlpOut(part.Layer), _ => other[HookPoint.MlpOut(part.Layer)].mean([0L], keepdim: true).expand(3, 6, model.Config.DModel).clone());
                var whole = model.Inspect(tokens, run => difference.Of(run.Logits), RunOptions.Editing(literal));
                Assert.All(whole.Zip(part.Values), pair => Assert.Equal(pair.First, pair.Second, 1e-4 * Math.Max(1, Math.Abs(pair.First))));
            }
            return 0;
        }, RunOptions.Keeping(HookSelection.Kinds(HookKind.Z, HookKind.MlpOut)));
    }

    [Fact]
    public void A_part_replaced_by_itself_changes_nothing_at_all()
    {
        var model = TinyModels.Of("gpt2");
        var tokens = TokenBatch.FromIds([.. Enumerable.Repeat(TinyModels.Rows(model, [6])[0], 3)]);
        var result = Ablation.Heads(model, tokens, Difference(tokens), AblationKind.Resample); // the next prompt is the same one
        Assert.All(result.Parts, part => Assert.Equal((0, true), (part.Change, part.Values.SequenceEqual(result.Clean))));
        Assert.Equal(0, result.Effects()[0, 0]);
    }

    [Fact]
    public void Prompts_that_do_not_correspond_are_refused_with_every_problem()
    {
        var model = TinyModels.Of("gpt2");
        var (tokens, padded) = (TinyModels.Tokens(model, 2, 6), TokenBatch.FromIds(TinyModels.Rows(model, [3, 5, 4])));
        var message = Assert.Throws<ArgumentException>(() => Ablation.Heads(model, tokens, Difference(tokens), AblationKind.Resample, padded)).Message;
        Assert.All(["6 tokens and the reference 5", "padded", "2 prompts and 3 reference"], part => Assert.Contains(part, message));
        Assert.Contains("each needs a twin", Assert.Throws<ArgumentException>(() => GradientAttribution.Of(model, tokens, padded, Difference(tokens), HookKind.Z)).Message);
        Assert.Contains("no place", Assert.Throws<ArgumentException>(() => GradientAttribution.Of(model, tokens, tokens, Difference(tokens), HookKind.Pattern)).Message);
    }

    [Fact]
    public void An_estimate_is_exact_where_the_model_is_linear()
    {
        // After the last layer only the norm bends: a small enough change of its input is estimated well.
        var model = TinyModels.Of("gpt2", Dtype.Float64);
        var tokens = TinyModels.Tokens(model, 2, 6);
        var difference = Difference(tokens);
        var last = model.Config.Layers - 1;
        var zero = GradientAttribution.Of(model, tokens, tokens, difference, HookKind.MlpOut);
        Assert.All(Enumerable.Range(0, 6), at => Assert.Equal(0, zero[last, 0, at]));
        Assert.Equal(0, zero.ByPosition()[0, 0]);
        var corrupted = TinyModels.Tokens(model, 2, 6, seed: 5);
        var found = GradientAttribution.Of(model, tokens, corrupted, difference, HookKind.MlpOut);
        const double share = 1e-6;
        var patched = model.Inspect(corrupted, other => model.Inspect(tokens, run => difference.Of(run.Logits),
            RunOptions.Editing(new Hook(HookPoint.MlpOut(last), x => x + share * (other[HookPoint.MlpOut(last)] - x)))), RunOptions.Keeping(HookSelection.Of(HookPoint.MlpOut(last))));
        var clean = model.Inspect(tokens, run => difference.Of(run.Logits));
        for (var prompt = 0; prompt < 2; prompt++)
            Assert.Equal((patched[prompt] - clean[prompt]) / share, Enumerable.Range(0, 6).Sum(at => found[last, prompt, at]), 1e-3);
    }
}
