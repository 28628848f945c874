namespace Overhear.Tests;

[Trait("Category", "fast")]
public sealed class IndirectObjectMeasuresTests : FileTestFolder
{
    TransformerModel Model(int layers)
    {
        TeachingVocabulary.Create().Write(Folder, 96);
        var config = MicroTraining.Config(TeachingVocabulary.Create().Tokens.Count, context: 96) with { Layers = layers, DModel = 24, Heads = 12, KeyValueHeads = 12, DHead = 2 };
        return new TransformerModel("gpt2", config, RandomWeights.Create("gpt2", config, seed: 1, .3, Dtype.Float32).Weights, ModelTokenizer.Load(Folder));
    }

    [Fact]
    public void The_papers_heads_are_measured_where_a_model_has_them()
    {
        using var model = Model(12);
        var options = new PaperOptions { Prompts = 20, Seed = 3 };
        const string slow = "IOI largest incompleteness found greedily"; // a thousand runs
        Assert.Contains(slow, PaperMeasures.Standard.Quantities);
        var table = new PaperTable(PaperTable.Shipped.Of("ioi").Numbers.Where(number => number.Quantity != slow));
        var checks = PaperMeasures.Standard.Check(model, table, options).ToDictionary(check => check.Paper.Quantity);
        Assert.Equal(26, checks["IOI heads in the circuit"].Ours);
        var set = TaskSet.Of(model, IndirectObject.Generate(20, 3));
        var looks = PositionAttention.Of(model, set.Batch, set.Positions("END"), set.Positions("IO"));
        Assert.Equal(new HeadId[] { new(9, 9), new(10, 0), new(9, 6) }.Average(head => looks[head].Mean), checks["IOI name movers' mean attention from END to IO"].Ours!.Value, 1e-9);
        var faithful = CircuitFaithfulness.Of(model, set, IndirectObjectCircuit.Gpt2Small);
        Assert.Equal(100 * faithful.Share, checks["IOI faithfulness: share of the model's logit difference"].Ours!.Value, 1e-6);
        var another = TaskAnswers.Of(model, TaskSet.Of(model, IndirectObject.Naming(IndirectObject.Generate(20, 3), "IO", 3)));
        Assert.Equal(another.Difference.Mean, checks["IOI logit difference with another IO"].Ours!.Value, 1e-9);
        Assert.Equal(checks["IOI mean logit difference"].Ours!.Value, checks["IOI logit difference: token as it is, position as it is"].Ours!.Value, 1e-5);
        string[] open = [.. checks.Values.Where(check => check.Verdict == PaperVerdict.NotRun).Select(check => check.Paper.Quantity)];
        Assert.Equal(["IOI share of the S-inhibition drop from patching position signals", "IOI share of the S-inhibition drop from patching token signals"], open);
    }

    [Fact]
    public void Another_shape_has_not_the_papers_heads()
    {
        using var model = Model(2);
        var checks = PaperMeasures.Standard.Check(model, PaperTable.Shipped.Of("ioi"), new PaperOptions { Prompts = 8 }).ToDictionary(check => check.Paper.Quantity);
        Assert.Equal(PaperVerdict.NotRun, checks["IOI least minimality score"].Verdict);
        Assert.Contains("12 layers of 12 heads", checks["IOI least minimality score"].Remark);
        Assert.NotNull(checks["IOI IO probability with another S"].Ours);
    }
}
