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
        Same(Literal((_, _, _) => 0), zero.Heads[new HeadId(1, head)]);
        Same(Literal((row, at, i) => other[(((row + 1) % 3 * 6 + at) * heads + head) * width + i]), resample.Heads[new HeadId(1, head)]);
    }

    [Theory, MemberData(nameof(Families))]
    public void One_head_by_itself_is_that_head_of_all(string family)
    {
        var model = TinyModels.Of(family);
        var tokens = TinyModels.Tokens(model, 3, 6);
        var all = Ablation.Zero(model, tokens, metric);
        Assert.All(model.Heads, head => Same(all.Heads[head].Values, Ablation.ZeroHead(model, tokens, metric, head)));
        Assert.Contains($"has 0.0 to 1.{model.Config.Heads - 1}", Assert.Throws<ArgumentException>(() => Ablation.ZeroHead(model, tokens, metric, new HeadId(2, 0))).Message);
    }

    [Theory, MemberData(nameof(Families))]
    public void Replacing_values_by_themselves_changes_nothing_at_all(string family)
    {
        var model = TinyModels.Of(family);
        var result = Ablation.Sweep(model, TinyModels.Tokens(model, 3, 6), metric, AblationKind.Resample, (_, plain, _) => plain.alias());
        Assert.All(result.HeadChanges().Heads, head => Assert.All(result.HeadChanges()[head].Values, change => Assert.Equal(0, change)));
        Assert.All(result.MlpChanges(), layer => Assert.All(layer.Values, change => Assert.Equal(0, change)));
    }

    [Theory, MemberData(nameof(Families))]
    public void Padded_prompts_are_ablated_as_they_are_alone(string family)
    {
        var model = TinyModels.Of(family);
        var rows = TinyModels.Rows(model, [6, 4, 5]);
        var answers = metric with { Positions = null };
        foreach (var side in Enum.GetValues<PaddingSide>())
        {
            var together = Ablation.Zero(model, TokenBatch.FromIds(rows, side), answers);
            for (var row = 0; row < 3; row++)
            {
                var alone = Ablation.Zero(model, TokenBatch.FromIds([rows[row]]), new LogitDifference([answers.Correct[row]], [answers.Wrong[row]]));
                Assert.All(model.Heads, head => Assert.Equal(alone.Heads[head].Values[0], together.Heads[head].Values[row], 2e-5));
                Assert.All(alone.Mlps.Zip(together.Mlps), pair => Assert.Equal(pair.First.Values[0], pair.Second.Values[row], 2e-5));
            }
        }
    }

    [Fact]
    public void Means_within_templates_are_those_of_each_template_by_itself()
    {
        var (model, set) = (TaskModel.Model, TaskModel.IndirectObjects(count: 24));
        var found = Ablation.TemplateMean(model, set, IndirectObject.Abc);
        var groups = set.Rows.Index().GroupBy(row => (row.Item.Prompt.Template, row.Item.Prompt.Order, string.Join(" ", row.Item.Positions)), row => row.Index).ToList();
        Assert.True(groups.Count > 1 && groups.Any(group => group.Count() > 1), "the prompts are of one template, or all of others");
        Assert.Equal(groups.Min(group => group.Count()), found.SmallestTemplate);
        foreach (var group in groups)
        {
            TokenBatch Of(Func<TaskRow, IReadOnlyList<int>> ids) => TokenBatch.FromIds(group.Select(row => ids(set.Rows[row])));
            var alone = Ablation.Mean(model, Of(row => row.Ids), new LogitDifference([.. group.Select(row => set.Rows[row].AnswerId)], [.. group.Select(row => set.Rows[row].WrongId)]), Of(row => row.Twins[IndirectObject.Abc]));
            foreach (var (at, row) in group.Index())
            {
                Assert.All(model.Heads, head => Assert.Equal(alone.Heads[head].Values[at], found.Heads[head].Values[row], 2e-5));
                Assert.All(alone.Mlps.Zip(found.Mlps), pair => Assert.Equal(pair.First.Values[at], pair.Second.Values[row], 2e-5));
            }
        }
        Assert.Contains("no twin", Assert.Throws<ArgumentException>(() => Ablation.TemplateMean(model, set, "other")).Message);
    }

    static void Same(IEnumerable<double> expected, PromptValues values) => Assert.All(expected.Zip(values.Values), pair => Assert.Equal(pair.First, pair.Second, 2e-5));

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
