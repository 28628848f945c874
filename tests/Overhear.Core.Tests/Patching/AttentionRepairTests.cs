using TorchSharp;

namespace Overhear.Tests;

[Trait("Category", "fast")]
public sealed class AttentionRepairTests
{
    static readonly TransformerModel model = TaskModel.Model;
    static readonly TaskSet set = TaskModel.ColoredObjects(20);
    static readonly AnswerPlaces places = AnswerPlaces.Of(set, "COLOR");

    /// <summary>The most probable token of a prompt whose last row of attention is replaced in some heads, one prompt at a time.</summary>
    static int Literal(int prompt, IReadOnlyList<HeadId> heads, Func<double[], double[]> instead)
    {
        var row = set.Rows[prompt];
        var edits = heads.Select(head => new Hook(HookPoint.Pattern(head.Layer), pattern =>
        {
            var last = row.Ids.Count - 1;
            foreach (var (at, weight) in instead(TinyModels.Numbers(pattern[0, head.Head, last])).Index()) pattern[0, head.Head, last, at].Fill(weight);
            return pattern;
        }));
        return (int)model.Inspect(TokenBatch.FromIds([row.Ids]), run => run.Logits[0, -1].argmax().item<long>(), RunOptions.Editing(edits));
    }

    double[] Shared(int prompt) => [.. Enumerable.Range(0, set.Rows[prompt].Ids.Count).Select(at => places.Wrong[prompt].Contains(at) ? 1.0 / places.Wrong[prompt].Count : 0)];

    [Fact]
    public void Places_are_those_of_the_colors()
    {
        foreach (var (row, at) in set.Rows.Zip(places.Right)) Assert.Equal(row.AnswerId, row.Ids[at]);
        Assert.All(places.Wrong.Zip(set.Rows), pair => Assert.All(pair.First, at => Assert.NotEqual(pair.Second.AnswerId, pair.Second.Ids[at])));
        Assert.All(places.Wrong, wrong => Assert.Equal(2, wrong.Count));
        Assert.Contains("of role IO", Assert.Throws<ArgumentException>(() => AnswerPlaces.Of(set, "IO")).Message);
    }

    [Fact]
    public void Each_bar_is_the_literal_run_of_every_prompt()
    {
        HeadGroup inhibition = new("inhibition heads", new HeadId(0, 0), new HeadId(1, 1)), negative = new("negative mover", new HeadId(1, 0));
        var found = AttentionRepair.Of(model, set, places, inhibition, negative);
        Assert.Equal(["as it is", "inhibition heads", "negative mover", "both"], found.Runs.Select(run => run.Name));
        foreach (var run in found.Runs)
        {
            double[] literal = [.. Enumerable.Range(0, set.Count).Select(prompt => Literal(prompt, run.Heads, _ => Shared(prompt)) == set.Rows[prompt].AnswerId ? 1.0 : 0)];
            Assert.Equal(literal, run.Correct.Values);
            Assert.Equal(found.Before.Correct.Values.Zip(literal).Count(pair => pair is (1, 0)), run.NewMistakes);
        }
        Assert.All(negative.Heads, head => Assert.All(found.After.ToWrong[head].Values, sum => Assert.Equal(1, sum, 1e-6)));
        Assert.All(negative.Heads, head => Assert.All(found.After.ToRight[head].Values, sum => Assert.Equal(0, sum)));
        Assert.Equal(DirectLogitAttribution.Of(model, set.Batch, set.Metric).Heads[new HeadId(1, 0)].Values, found.Before.Attribution[new HeadId(1, 0)].Values, (a, b) => Math.Abs(a - b) < 1e-5);
        Assert.NotEqual(found.Before.Attribution[new HeadId(1, 1)].Mean, found.After.Attribution[new HeadId(1, 1)].Mean, 1e-4);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_block_is_the_literal_run_too(bool renormalise)
    {
        HeadId[] heads = [new(0, 1), new(1, 0)];
        var found = AttentionBlock.Of(model, set, heads, places.Wrong, new AttentionBlockOptions { Renormalise = renormalise, Controls = 3, Seed = 2 });
        double[] Cut(double[] row, int prompt)
        {
            double[] kept = [.. row.Select((weight, at) => places.Wrong[prompt].Contains(at) ? 0 : weight)];
            return renormalise ? [.. kept.Select(weight => weight / kept.Sum())] : kept;
        }
        double[] Literally(IReadOnlyList<HeadId> of) => [.. Enumerable.Range(0, set.Count).Select(prompt => Literal(prompt, of, row => Cut(row, prompt)) == set.Rows[prompt].AnswerId ? 1.0 : 0)];
        Assert.Equal(Literally([]), found.Before.Values);
        Assert.Equal(Literally(heads), found.Cut.Values);
        Assert.Equal(Enumerable.Range(0, set.Count).Select(prompt => WithoutValues(prompt, heads) == set.Rows[prompt].AnswerId ? 1.0 : 0), found.Silent.Values);
        Assert.Equal(3, found.Controls.Count);
        foreach (var (control, accuracy) in found.Controls.Zip(found.ControlAccuracies!.Values))
        {
            Assert.Equal(2, control.Heads.Count);
            Assert.Empty(control.Heads.Intersect(heads));
            Assert.Equal(Literally(control.Heads).Average(), accuracy, 1e-12);
        }
        Assert.InRange(found.P!.Value, .25, 1);
    }

    /// <summary>The most probable token where the values that the heads read are 0.</summary>
    static int WithoutValues(int prompt, IReadOnlyList<HeadId> heads)
    {
        var edits = heads.Select(head => new Hook(HookPoint.V(head.Layer), values =>
        {
            values[.., .., head.Head / (model.Config.Heads / model.Config.KeyValueHeads)].zero_();
            return values;
        }));
        return model.Inspect(TokenBatch.FromIds([set.Rows[prompt].Ids]), run => (int)run.Logits[0, -1].argmax().item<long>(), RunOptions.Editing(edits));
    }

    [Fact]
    public void What_does_not_fit_is_said_at_once()
    {
        var message = Assert.Throws<ArgumentException>(() => AttentionRepair.Of(model, set, places with { Wrong = [.. places.Wrong.Select(_ => (IReadOnlyList<int>)[999])] }, new HeadGroup("nobody"))).Message;
        Assert.Contains("'nobody' has no head", message);
        Assert.Contains("no token at 999", message);
        Assert.Contains("no head 9.9", Assert.Throws<ArgumentException>(() => AttentionRepair.Of(model, set, places, new HeadGroup("a", new HeadId(9, 9)))).Message);
        Assert.Contains("ask for 0 controls", Assert.Throws<ArgumentException>(() => AttentionBlock.Of(model, set, [.. model.Heads.Skip(1)], places.Wrong)).Message);
        Assert.Contains("at least one is needed", Assert.Throws<ArgumentException>(() => AttentionBlock.Of(model, set, [], places.Wrong)).Message);
    }
}
