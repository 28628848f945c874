namespace Overhear.Tests;

[Trait("Category", "fast")]
public class AblationTests
{
    public static TheoryData<string> Families => [.. TinyModels.Families];

    static readonly LogitDifference metric = new([3, 5, 8], [20, 21, 22], [5, 4, 5]);

    [Theory, MemberData(nameof(Families))]
    public void A_head_ablated_is_one_whole_run_with_its_values_replaced(string family)
    {
        var model = TinyModels.Of(family);
        var (tokens, reference) = (TinyModels.Tokens(model, 3, 6), TinyModels.Tokens(model, 3, 6, seed: 2));
        var (zero, resample) = (Ablation.Zero(model, tokens, metric), Ablation.Resample(model, tokens, metric, reference));
        var other = model.Inspect(reference, run => TinyModels.Numbers(run[HookPoint.Z(1)]), RunOptions.Keeping(HookSelection.Of(HookPoint.Z(1))));
        int heads = model.Config.Heads, width = model.Config.DHead, head = heads - 1;
        double[] Literal(Func<int, int, int, double> value) => [.. model.Inspect(tokens, run => metric.Read(model, run).Values, RunOptions.Editing(new Hook(HookPoint.Z(1), z =>
        {
            for (var row = 0; row < 3; row++)
                for (var at = 0; at < 6; at++)
                    for (var i = 0; i < width; i++) z[row, at, head, i].Fill(value(row, at, i));
            return z;
        })))];
        Assert.Equal(Literal((_, _, _) => 0), zero.Heads[new HeadId(1, head)].Values);
        Assert.Equal(Literal((row, at, i) => other[(((row + 1) % 3 * 6 + at) * heads + head) * width + i]), resample.Heads[new HeadId(1, head)].Values);
    }

    [Theory, MemberData(nameof(Families))]
    public void One_head_by_itself_is_that_head_of_all(string family)
    {
        var model = TinyModels.Of(family);
        var tokens = TinyModels.Tokens(model, 3, 6);
        var all = Ablation.Zero(model, tokens, metric);
        Assert.All(model.Heads, head => Assert.Equal(all.Heads[head].Values, Ablation.ZeroHead(model, tokens, metric, head).Values));
        Assert.Contains($"has 0.0 to 1.{model.Config.Heads - 1}", Assert.Throws<ArgumentException>(() => Ablation.ZeroHead(model, tokens, metric, new HeadId(2, 0))).Message);
    }

    [Theory, MemberData(nameof(Families))]
    public void Replacing_values_by_themselves_changes_nothing_at_all(string family)
    {
        var model = TinyModels.Of(family);
        var result = Ablation.Sweep(model, TinyModels.Tokens(model, 3, 6), metric, AblationKind.Resample, (_, before) => before.alias());
        Assert.All(result.HeadChanges().Heads, head => Assert.All(result.HeadChanges()[head].Values, change => Assert.Equal(0, change)));
        Assert.All(result.MlpChanges(), layer => Assert.All(layer.Values, change => Assert.Equal(0, change)));
    }

    [Fact]
    public void The_mean_is_over_all_reference_prompts()
    {
        var model = TinyModels.Of("opt", Dtype.Float64);
        var tokens = TinyModels.Tokens(model, 3, 6);
        var many = TinyModels.Rows(model, [6, 6, 6, 6, 6], seed: 3);
        var result = Ablation.Mean(model, tokens, metric, TokenBatch.FromIds(many));
        var twice = Ablation.Mean(model, tokens, metric, TokenBatch.FromIds([.. many, .. many]));
        Assert.All(result.Mlps.Zip(twice.Mlps), pair => Assert.All(pair.First.Values.Zip(pair.Second.Values), v => Assert.Equal(v.First, v.Second, 1e-9)));
        Assert.NotEqual(result.Mlps[0].Values, Ablation.Mean(model, tokens, metric, TokenBatch.FromIds(many[..2])).Mlps[0].Values);
    }

    [Fact]
    public void Bad_input_says_what_is_allowed()
    {
        var model = TinyModels.Of("gpt2");
        var tokens = TinyModels.Tokens(model, 3, 6);
        Assert.Contains("as long", Assert.Throws<ArgumentException>(() => Ablation.Mean(model, tokens, metric, TinyModels.Tokens(model, 3, 7))).Message);
        Assert.Contains("padded", Assert.Throws<ArgumentException>(() => Ablation.Mean(model, tokens, metric, TokenBatch.FromIds(TinyModels.Rows(model, [6, 5])))).Message);
        Assert.Contains("as many", Assert.Throws<ArgumentException>(() => Ablation.Resample(model, tokens, metric, TinyModels.Tokens(model, 2, 6))).Message);
        Assert.Contains("correct tokens", Assert.Throws<ArgumentException>(() => Ablation.Zero(model, TinyModels.Tokens(model, 2, 6), metric)).Message);
    }
}
