using System.Text.Json;

namespace Overhear.Tests;

[Trait("Category", "fast")]
public sealed class PaperMeasuresTests : FileTestFolder
{
    static PaperNumber Number(string quantity, double value = 1, PaperProcessing processing = PaperProcessing.Raw, string model = "tiny") => new("p", model, processing, quantity, PaperRelation.Equal, value, .1, "", "s");

    TransformerModel Model()
    {
        TeachingVocabulary.Create().Write(Folder, 96);
        var config = MicroTraining.Config(TeachingVocabulary.Create().Tokens.Count, context: 96);
        return new TransformerModel("tiny", config, RandomWeights.Create("tiny", config, seed: 1, .3, Dtype.Float32).Weights, ModelTokenizer.Load(Folder));
    }

    [Fact]
    public void What_answers_alone_give_is_measured_as_by_hand()
    {
        using var model = Model();
        var options = new PaperOptions { Prompts = 45, Seed = 3 }; // more than two passes
        string[] quantities = ["IOI mean logit difference", "IOI share of prompts with IO above S", "IOI mean IO probability"];
        var checks = PaperMeasures.Standard.Check(model, new PaperTable(quantities.Select(quantity => Number(quantity))), options);
        var (differences, probabilities) = (new List<double>(), new List<double>());
        foreach (var prompt in IndirectObject.Generate(45, 3))
        {
            var logits = model.Inspect(model.Tokens(prompt.Text), run => TinyModels.Numbers(run.Logits[0, -1]));
            int Token(string answer) => model.Tokens(prompt.Text + answer).Ids[^1];
            differences.Add(logits[Token(prompt.Answer)] - logits[Token(prompt.Wrong)]);
            probabilities.Add(Math.Exp(logits[Token(prompt.Answer)]) / logits.Sum(Math.Exp));
        }
        Assert.Equal(differences.Average(), checks[0].Ours!.Value, 1e-4);
        Assert.Equal(100 * differences.Count(d => d > 0) / 45.0, checks[1].Ours!.Value, 1e-9);
        Assert.Equal(100 * probabilities.Average(), checks[2].Ours!.Value, 1e-4);
        Assert.All(checks, check => Assert.Contains("45 prompts of this project's own wording, seed 3", check.Remark));
    }

    [Fact]
    public void Accuracy_is_of_the_released_prompts_and_needs_their_folder()
    {
        using var model = Model();
        var table = new PaperTable([Number("Colored Objects accuracy")]);
        var without = Assert.Single(PaperMeasures.Standard.Check(model, table));
        Assert.Equal((PaperVerdict.NotRun, (double?)null), (without.Verdict, without.Ours));
        Assert.Contains(ReleasedColoredObjects.FileName, without.Remark);

        string Question(string asked) => $"Q: On the table, I see a red cup, a blue pen, and a green hat. What color is the pen?\nA: Blue\nQ: On the desk, you see a red ball, a blue box, and a green bag. What color is the {asked}?\nA:";
        void Write(string name, string asked, string label) => WriteText(name, JsonSerializer.Serialize(new[] { new[] { Question(asked), label } }));
        Write(ReleasedColoredObjects.FileName, "box", " Blue");
        Write(ReleasedColoredObjects.PairsFileName, "bag", " Green");
        var unreadable = Assert.Single(PaperMeasures.Standard.Check(model, table, new PaperOptions { DataFolder = Folder }));
        Assert.Equal(PaperVerdict.NotRun, unreadable.Verdict); // its vocabulary has no ' Blue'
        Assert.NotEqual("", unreadable.Remark);
    }

    [Fact]
    public void Accuracy_is_the_share_of_prompts_whose_answer_is_the_top_token()
    {
        if (TestData.Data is not { } data) { Assert.Skip("The released files are in OVERHEAR_DATA, which is not set."); return; }
        var rows = ReleasedColoredObjects.Read(Path.Combine(data, "colored-objects")).Take(30).ToList();
        WriteText(ReleasedColoredObjects.FileName, JsonSerializer.Serialize(rows.Select(row => new[] { row.Text, row.Answer })));
        WriteText(ReleasedColoredObjects.PairsFileName, JsonSerializer.Serialize(rows.Select(row => new[] { row.Twins[0].Text, row.Wrong })));
        var config = MicroTraining.Config(50257, context: 64) with { BosId = null, EosIds = [] };
        using var model = new TransformerModel("tiny", config, RandomWeights.Create("tiny", config, seed: 1, .1, Dtype.Float32).Weights, ModelTokenizer.Load(Path.Combine(data, "gpt2-bpe")));
        // Weights are drawn, so that no answer is on top: the bias of the answers' norm is not needed, an edited embedding is.
        using (TorchSharp.torch.no_grad()) model.Weights.Embed[model.Tokenizer.SingleToken(" Blue")].mul_(TorchSharp.torch.tensor(40f));
        var hits = rows.Count(row => model.NextTokens(model.Tokens(row.Text), 1).Top[0].Piece.EndsWith(row.Answer.Trim(), StringComparison.Ordinal));
        var check = Assert.Single(PaperMeasures.Standard.Check(model, new PaperTable([Number("Colored Objects accuracy")]), new PaperOptions { DataFolder = Folder }));
        Assert.InRange(hits, 1, 29);
        Assert.Equal(100 * hits / 30.0, check.Ours!.Value, 1e-9);
    }

    [Fact]
    public void A_row_that_cannot_be_run_says_why_and_has_no_number_of_ours()
    {
        using var model = Model();
        var measures = PaperMeasures.Standard.With("broken", _ => throw new InvalidOperationException("it broke")).With("made up", subject => new(subject.Model.Config.Layers, "by hand"));
        var checks = measures.Check(model, new PaperTable([Number("made up"), Number("made up", 7, model: "gpt2"), Number("unheard of"), Number("broken")]));
        Assert.Equal([PaperVerdict.Pass, PaperVerdict.NotRun, PaperVerdict.NotRun, PaperVerdict.NotRun], checks.Select(check => check.Verdict));
        Assert.Equal([1, null, null, null], checks.Select(check => check.Ours));
        Assert.Equal(["by hand", "of gpt2, which is not loaded", "no measurement of this quantity is known", "it broke"], checks.Select(check => check.Remark));
        Assert.DoesNotContain("made up", PaperMeasures.Standard.Quantities);
    }

    [Fact]
    public void Each_row_is_measured_on_its_own_processing()
    {
        using var model = Model();
        var seen = new List<TransformerModel>();
        var measures = PaperMeasures.Standard.With("layers", subject =>
        {
            seen.Add(subject.Model);
            return new(subject.Model.Processing.Count, "");
        });
        var both = new[] { PaperProcessing.TransformerLens, PaperProcessing.Raw }.SelectMany(processing => new[] { Number("layers", processing: processing), Number("IOI mean logit difference", processing: processing) });
        var checks = measures.Check(model, new PaperTable(both), new PaperOptions { Prompts = 6 });
        Assert.Equal([3.0, 0], [checks[0].Ours!.Value, checks[2].Ours!.Value]);
        Assert.Equal(checks[3].Ours!.Value, checks[1].Ours!.Value, 1e-4); // no such step changes a logit difference
        Assert.Same(model, seen[1]);
        using var folded = model.WithFoldedLayerNorm();
        Assert.Contains("as stored", Assert.Throws<ArgumentException>(() => measures.Check(folded, new PaperTable(both))).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => measures.Check(model, new PaperTable(both), new PaperOptions { Prompts = 1 }));
        Assert.Equal(6, model.Inspect(model.PromptOf([1, 2]), run => run.Logits.shape.Length * 2)); // the model itself still runs
    }

    [Fact]
    public void Numbers_that_a_notebook_measured_stand_beside_the_papers()
    {
        using var model = Model();
        var table = new PaperTable([Number("a", 5), Number("b", 6), Number("c", 7, model: "gpt2")]);
        var checks = table.Check(model, new Dictionary<string, double> { ["a"] = 5.05, ["c"] = 1 });
        Assert.Equal([(PaperVerdict.Pass, 5.05), (PaperVerdict.NotRun, (double?)null), (PaperVerdict.NotRun, (double?)1)], checks.Select(check => (check.Verdict, check.Ours)));
        Assert.Contains("'d'", Assert.Throws<ArgumentException>(() => table.Check(model, new Dictionary<string, double> { ["d"] = 1 })).Message);
    }
}
