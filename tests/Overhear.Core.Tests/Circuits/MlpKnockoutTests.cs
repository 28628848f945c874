using TorchSharp;

namespace Overhear.Tests;

/// <summary>The model without several MLPs against a literal transcription: one prompt and one run at a time.</summary>
[Trait("Category", "fast")]
public sealed class MlpKnockoutTests
{
    static readonly TransformerModel model = TaskModel.Model;
    static readonly TaskSet set = TaskModel.IndirectObjects(count: 24);

    [Fact]
    public void Several_MLPs_go_at_once()
    {
        int[] layers = [.. Enumerable.Range(0, model.Config.Layers)];
        var found = MlpKnockout.Of(model, set, layers);
        foreach (var prompt in Enumerable.Range(0, set.Count)) Assert.Equal(Literal(set.Rows[prompt], layers), found.Values[prompt], 2e-5);
        Assert.Contains(found.Values.Zip(set.Metric.Of(model, set.Batch).Values), pair => Math.Abs(pair.First - pair.Second) > 1e-3);
    }

    [Fact]
    public void One_alone_is_its_mean_ablation_within_templates()
    {
        var alone = Ablation.TemplateMean(model, set, IndirectObject.Swap).Mlps[1];
        Assert.All(alone.Values.Zip(MlpKnockout.Of(model, set, [1], IndirectObject.Swap).Values), pair => Assert.Equal(pair.First, pair.Second, 2e-5));
    }

    [Fact]
    public void One_by_one_is_each_alone()
    {
        var found = MlpKnockout.OneByOne(model, set);
        Assert.Equal(model.Config.Layers, found.Count);
        foreach (var (layer, values) in found.Index())
            foreach (var prompt in Enumerable.Range(0, set.Count)) Assert.Equal(Literal(set.Rows[prompt], [layer]), values.Values[prompt], 2e-5);
        Assert.Contains("no twin 'other'", Assert.Throws<ArgumentException>(() => MlpKnockout.OneByOne(model, set, "other")).Message);
    }

    [Fact]
    public void What_does_not_fit_is_said()
    {
        Assert.Contains("no layer", Assert.Throws<ArgumentException>(() => MlpKnockout.Of(model, set, [])).Message);
        Assert.Contains("layers 0 to 1; 2, -1 ", Assert.Throws<ArgumentException>(() => MlpKnockout.Of(model, set, [0, 2, -1])).Message);
        Assert.Contains("no twin 'other'", Assert.Throws<ArgumentException>(() => MlpKnockout.Of(model, set, [0], "other")).Message);
    }

    static double Literal(TaskRow row, IReadOnlyList<int> layers)
    {
        var template = set.Rows.Where(other => other.Prompt.Template == row.Prompt.Template && other.Prompt.Order == row.Prompt.Order && other.Ids.Count == row.Ids.Count).ToList();
        var means = layers.ToDictionary(layer => layer, layer =>
        {
            var sum = new double[row.Ids.Count * model.Config.DModel];
            foreach (var other in template)
                foreach (var (at, value) in model.Inspect(TokenBatch.FromIds([other.Twins[IndirectObject.Abc]]), run => TinyModels.Numbers(run[HookPoint.MlpOut(layer)]), RunOptions.Keeping(HookSelection.Of(HookPoint.MlpOut(layer)))).Index())
                    sum[at] += value / template.Count;
            return sum;
        });
        var edits = layers.Select(layer => new Hook(HookPoint.MlpOut(layer), output => torch.tensor(means[layer], output.dtype).view(output.shape)));
        return model.Inspect(TokenBatch.FromIds([row.Ids]), run => (run.Logits[0, -1, row.AnswerId] - run.Logits[0, -1, row.WrongId]).item<float>(), RunOptions.Editing(edits));
    }
}
