using TorchSharp;

namespace Overhear.Tests;

[Trait("Category", "fast")]
public sealed class AttentionAndWritingTests
{
    [Fact]
    public void Both_numbers_are_those_of_the_run_of_one_prompt()
    {
        var (model, set) = (TaskModel.Model, TaskModel.IndirectObjects(20));
        var found = AttentionAndWriting.Of(model, set, new HeadId(1, 1), "IO", "S1");
        foreach (var (at, row) in set.Rows.Index())
            model.Inspect(TokenBatch.FromIds([row.Ids]), run =>
            {
                foreach (var (role, token, place) in new[] { (0, row.AnswerId, row.Positions["IO"]), (1, row.WrongId, row.Positions["S1"]) })
                {
                    Assert.Equal(run[HookPoint.Pattern(1)][0, 1, -1, place].item<float>(), found.Attention[role].Values[at], 1e-6);
                    Assert.Equal(run[HookPoint.Result(1)][0, -1, 1].dot(model.Weights.Unembed[token]).item<float>(), found.Written[role].Values[at], 1e-5);
                }
                return 0;
            }, RunOptions.Keeping(HookSelection.Kinds(HookKind.Pattern, HookKind.Result)));
        Assert.InRange(found.Correlation, -1, 1);
        Assert.Contains("no role", Assert.Throws<ArgumentException>(() => AttentionAndWriting.Of(model, set, new HeadId(1, 1))).Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Pearson_is_the_textbooks()
    {
        Assert.Equal(1, RankCorrelation.Pearson([1, 2, 3], [10, 20, 30]), 1e-12);
        Assert.Equal(.5298, RankCorrelation.Pearson([43, 21, 25, 42, 57, 59], [99, 65, 79, 75, 87, 81]), 5e-5);
        Assert.Equal(double.NaN, RankCorrelation.Pearson([1, 1], [1, 2]));
    }
}
