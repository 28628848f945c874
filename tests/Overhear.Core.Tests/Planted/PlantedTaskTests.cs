namespace Overhear.Tests;

/// <summary>Planted models do their tasks, and what is only for show changes nothing.</summary>
[Trait("Category", "fast")]
public sealed class PlantedTaskTests
{
    public static TheoryData<string, string> Tasks => new() { { "indirect", IndirectObject.Name }, { "reuse", IndirectObject.Name }, { "reuse", ColoredObjects.Name } };

    [Theory, MemberData(nameof(Tasks))]
    public void Every_prompt_is_answered(string model, string task)
    {
        var planted = Planted.Of(model);
        var set = Planted.Prompts(planted, task, 300);
        Assert.Equal(300, set.Count);
        var wrong = set.Rows.Where(row => planted.Model.NextTokens(planted.Model.PromptOf(row.Ids), 1).Top[0].Id != row.AnswerId).ToList();
        Assert.True(wrong.Count == 0, $"{wrong.Count}: {string.Join(Environment.NewLine, wrong.Take(5).Select(row => row.Prompt))}");
    }

    [Fact]
    public void Every_repeated_token_is_foretold()
    {
        var lm = Planted.Induction.Model;
        const int period = 20;
        var drawn = RepeatedTokens.Generate(lm.Config.VocabularySize, 60, period, seed: 1, bos: lm.Config.BosId).Where(one => one.Ids.Skip(1).Take(period).Distinct().Count() == period).ToList();
        Assert.True(drawn.Count > 20, $"{drawn.Count} sequences of different tokens");
        foreach (var sequence in drawn)
        {
            var best = lm.Inspect(lm.PromptOf(sequence.Ids), run => run.Logits.argmax(-1).flatten().data<long>().ToArray());
            for (var at = period + 1; at < 2 * period; at++) Assert.Equal(sequence.Ids[at + 1], best[at]);
        }
    }

    [Fact]
    public void It_loads_by_its_name()
    {
        using var loaded = TransformerModel.Load("planted");
        Assert.Equal(Planted.Reuse.Model.Record().ModelHash, loaded.Record().ModelHash);
        Assert.Empty(Checkpoints.Of("planted")); // it was never trained
        using var wide = TransformerModel.Load("planted", new LoadOptions { Dtype = Dtype.Float64 });
        Assert.Equal(Dtype.Float64, wide.Dtype);
        var set = TaskSet.Of(wide, IndirectObject.Generate(4, seed: 1));
        Assert.All(set.Rows, row => Assert.Equal(row.AnswerId, wide.NextTokens(wide.PromptOf(row.Ids), 1).Top[0].Id));
    }

    [Theory, MemberData(nameof(Tasks))]
    public void Neither_the_basis_nor_distractors_change_logits(string model, string task)
    {
        var planted = Planted.Of(model);
        var set = Planted.Prompts(planted, task, 16);
        var logits = Logits(planted.Model, set);
        Assert.True(logits.Max() > 10, $"largest logit {logits.Max()}");
        foreach (var options in new[] { new PlantedOptions { Rotated = false }, new PlantedOptions { Distractors = false }, new PlantedOptions { Rotated = false, Distractors = false } })
        {
            using var other = Make(model, options);
            Assert.NotEqual(planted.Model.Record().ModelHash, other.Model.Record().ModelHash);
            var distance = logits.Zip(Logits(other.Model, set), (a, b) => Math.Abs(a - b)).Max();
            Assert.True(distance < 1e-4, $"{options}: {distance}");
        }
    }

    [Fact]
    public void Distractors_attend_and_write()
    {
        var planted = Planted.Reuse;
        using var bare = PlantedModel.CircuitReuse(new PlantedOptions { Distractors = false });
        var set = Planted.Prompts(planted, IndirectObject.Name, 4);
        foreach (var head in planted.Model.Heads.Except(planted.Key.Heads.Select(one => one.Head)))
        {
            double Written(TransformerModel lm) => lm.Inspect(set.Batch, run => run.Cache[HookPoint.Result(head.Layer)].select(2, head.Head).abs().max().item<float>(), new RunOptions { Keep = HookSelection.Of(HookPoint.Result(head.Layer)) });
            Assert.True(Written(planted.Model) > 1e-4, $"{head} writes {Written(planted.Model)}");
            Assert.Equal(0, Written(bare.Model));
        }
    }

    [Fact]
    public void Noise_changes_numbers_and_little_of_it_no_answer()
    {
        using var noisy = PlantedModel.IndirectObject(new PlantedOptions { Noise = .002 });
        var set = Planted.Prompts(noisy, IndirectObject.Name, 32);
        var distance = Logits(noisy.Model, set).Zip(Logits(Planted.Indirect.Model, set), (a, b) => Math.Abs(a - b)).Max();
        Assert.InRange(distance, .01, 5);
        Assert.All(set.Rows, row => Assert.Equal(row.AnswerId, noisy.Model.NextTokens(noisy.Model.PromptOf(row.Ids), 1).Top[0].Id));
    }

    [Theory, MemberData(nameof(Tasks))]
    public void Norms_give_what_they_take(string model, string task)
    {
        var lm = Planted.Of(model).Model;
        var set = Planted.Prompts(Planted.Of(model), task, 16);
        var blocks = lm.Weights.Blocks;
        List<(HookPoint Scale, TorchSharp.torch.Tensor Weight)> norms =
        [
            .. Enumerable.Range(0, blocks.Count).SelectMany(layer => new[] { (new HookPoint(HookKind.Ln1Scale, layer), blocks[layer].Ln1Weight!), (new HookPoint(HookKind.Ln2Scale, layer), blocks[layer].Ln2Weight!) }),
            (HookPoint.FinalScale, lm.Weights.FinalWeight!),
        ];
        // By how much the norm multiplies, less 1, at each token.
        double[][] off = lm.Inspect(set.Batch, run => norms.Select(norm =>
        {
            using var scope = TorchSharp.torch.NewDisposeScope();
            return (norm.Weight[0] / run.Cache[norm.Scale]).flatten().to(TorchSharp.torch.ScalarType.Float64).data<double>().Select(gain => Math.Abs(gain - 1)).ToArray();
        }).ToArray(), new RunOptions { Keep = HookSelection.Of(norms.Select(norm => norm.Scale)) });
        var length = set.Batch.Length;
        foreach (var (norm, (scale, _)) in norms.Index())
        {
            for (var row = 0; row < set.Count; row++)
            {
                Assert.True(off[norm][row * length + set.Rows[row].Ids.Count - 1] < 1e-5, $"{scale}: {off[norm][row * length + set.Rows[row].Ids.Count - 1]:g3} at END of {set.Rows[row].Prompt.Text}");
                // Where a head looks at several places at once, as at the third "the", it writes a little less.
                for (var at = 0; at < set.Rows[row].Ids.Count; at++) Assert.True(off[norm][row * length + at] < 3e-3, $"{scale}: {off[norm][row * length + at]:g3} at {at}");
            }
        }
    }

    [Theory]
    [InlineData(2, false), InlineData(4, false), InlineData(5, false), InlineData(3, true), InlineData(5, true)]
    public void Colored_objects_are_told_apart_however_many_there_are(int objects, bool example) =>
        Assert.Equal(40, Answered(Planted.Reuse, ColoredObjects.Generate(40, seed: 6, new ColoredObjectsOptions { Objects = objects, Example = example })));

    [Theory]
    [InlineData("S1")]
    [InlineData("IO")]
    public void A_name_that_is_said_once_more_in_front_misleads_no_one(string role) =>
        Assert.Equal(40, Answered(Planted.Reuse, IndirectObject.Naming(IndirectObject.Generate(40, seed: 6), role, seed: 1)));

    /// <summary>How many are kept and answered right, of the whole vocabulary.</summary>
    static int Answered(PlantedModel planted, IEnumerable<TaskPrompt> prompts)
    {
        var set = TaskSet.Of(planted.Model, prompts);
        return planted.Model.Inspect(set.Batch, run => set.Rows.Index().Count(row => run.Logits[row.Index, row.Item.Ids.Count - 1].argmax().item<long>() == row.Item.AnswerId));
    }

    [Fact]
    public void Channels_are_orthonormal_and_upright_on_all_ones()
    {
        List<double[]> rows = [.. Planted.Reuse.Key.Channels.SelectMany(channel => Enumerable.Range(0, channel.Dimensions).Select(i => Enumerable.Range(0, channel.Directions.GetLength(1)).Select(j => channel.Directions[i, j]).ToArray()))];
        foreach (var (i, row) in rows.Index())
        {
            Assert.Equal(0, row.Sum(), 1e-9);
            for (var j = 0; j <= i; j++) Assert.Equal(i == j ? 1 : 0, row.Zip(rows[j], (a, b) => a * b).Sum(), 1e-9);
        }
    }

    static PlantedModel Make(string model, PlantedOptions options) => model == "indirect" ? PlantedModel.IndirectObject(options) : PlantedModel.CircuitReuse(options);

    static float[] Logits(TransformerModel lm, TaskSet set) =>
        [.. set.Rows.SelectMany(row => lm.Inspect(lm.PromptOf(row.Ids), run => run.Logits.select(1, row.Ids.Count - 1).flatten().data<float>().ToArray()))];
}
