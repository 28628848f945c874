namespace Overhear.Tests;

/// <summary>Keeping an activation takes it beside the computation: the logits are those of a run that keeps nothing, bit for bit.</summary>
[Trait("Category", "fast")]
public class KeepingTests
{
    public static TheoryData<string> Families => [.. TinyModels.Families];

    [Theory, MemberData(nameof(Families))]
    public void Keeping_everything_changes_no_logit(string family)
    {
        var model = TinyModels.Of(family);
        foreach (var (batch, length) in TinyModels.BatchShapes)
        {
            var tokens = TinyModels.Tokens(model, batch, length);
            var kept = model.Inspect(tokens, run =>
            {
                Assert.Equal(model.HookPoints, run.Cache.Points); // so everything was kept
                return TinyModels.Numbers(run.Logits);
            }, RunOptions.Keeping(HookSelection.All));
            Assert.Equal(Plain(model, tokens), kept);
        }
    }

    [Theory, MemberData(nameof(Families))]
    public void Keeping_places_of_one_kind_changes_no_logit(string family)
    {
        var model = TinyModels.Of(family);
        var wrong = new List<string>();
        foreach (var (batch, length) in TinyModels.BatchShapes.Where(shape => shape.Length > 1))
        {
            var tokens = TinyModels.Tokens(model, batch, length);
            var plain = Plain(model, tokens);
            foreach (var kind in model.HookPoints.Select(p => p.Kind).Distinct())
            {
                var kept = model.Inspect(tokens, run => TinyModels.Numbers(run.Logits), RunOptions.Keeping(HookSelection.Kinds(kind)));
                if (!plain.AsSpan().SequenceEqual(kept)) wrong.Add($"keeping {kind} changed the logits of {batch} × {length} tokens");
            }
        }
        Assert.True(wrong.Count == 0, string.Join(Environment.NewLine, wrong));
    }

    [Theory, MemberData(nameof(Families))]
    public void A_place_kept_alone_holds_what_it_holds_beside_all_others(string family)
    {
        var model = TinyModels.Of(family);
        var tokens = TinyModels.Tokens(model, rows: 2, length: 5);
        var all = model.Inspect(tokens, run => model.HookPoints.ToDictionary(p => p, p => TinyModels.Numbers(run[p])), RunOptions.Keeping(HookSelection.All));
        foreach (var point in model.HookPoints)
        {
            var alone = model.Inspect(tokens, run =>
            {
                Assert.Equal([point], run.Cache.Points);
                return TinyModels.Numbers(run[point]);
            }, RunOptions.Keeping(HookSelection.Of(point)));
            Assert.Equal(all[point], alone);
        }
    }

    static double[] Plain(TransformerModel model, TokenBatch tokens) => model.Inspect(tokens, run => TinyModels.Numbers(run.Logits));
}
