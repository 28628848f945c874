using TorchSharp;

namespace Overhear.Tests;

/// <summary>Every model of golden/models computes what other software computed: see the README there for what must hold.</summary>
[Trait("Category", "fast")]
public class GoldenModelTests
{
    const double LogitTolerance = 1e-4;

    public static TheoryData<string> Models => [.. GoldenModel.Names];

    [Fact]
    public void The_folder_holds_models() => Assert.NotEmpty(GoldenModel.Names);

    [Theory, MemberData(nameof(Models))]
    public void Logits_hidden_states_and_attention_are_Hugging_Faces(string name)
    {
        var golden = GoldenModel.Load(name);
        var (model, reference) = (golden.Model, golden.Reference);
        model.Inspect(golden.Tokens, run =>
        {
            reference["hf.logits"].Compare(Values(run.Logits), LogitTolerance);
            for (var layer = 0; layer <= model.Config.Layers; layer++)
            {
                var expected = reference[$"hf.hidden_states.{layer}"];
                expected.Compare(Values(run[layer < model.Config.Layers ? HookPoint.ResidPre(layer) : HookPoint.UnembedIn]), expected.Tolerance);
                if (layer < model.Config.Layers) reference[$"hf.attentions.{layer}"].Compare(Values(run[HookPoint.Pattern(layer)]), 1e-4);
            }
            return 0;
        }, RunOptions.Keeping(HookSelection.All));
    }

    [Theory, MemberData(nameof(Models))]
    public void Every_activation_is_TransformerLens(string name)
    {
        var golden = GoldenModel.Load(name);
        string[] lens = [.. golden.Reference.Names.Where(n => n.StartsWith("lens.", StringComparison.Ordinal))];
        Assert.NotEmpty(lens);
        golden.Model.Inspect(golden.Tokens, run =>
        {
            foreach (var key in lens)
            {
                var expected = golden.Reference[key];
                expected.Compare(Values(run[HookPoint.Parse(key["lens.".Length..])]), expected.Tolerance);
            }
            Assert.Equal(lens.Length, run.Cache.Points.Count); // and nothing that TransformerLens does not have
            return 0;
        }, RunOptions.Keeping(HookSelection.All));
    }

    [Theory, MemberData(nameof(Models))]
    public void Gradients_are_autograds(string name)
    {
        var golden = GoldenModel.Load(name);
        var points = golden.Reference.Names.Select(n => n.StartsWith("gradient.", StringComparison.Ordinal) && HookPoint.TryParse(n["gradient.".Length..], out var p) ? p : (HookPoint?)null)
            .OfType<HookPoint>().ToList();
        Assert.NotEmpty(points);
        golden.Model.Inspect(golden.Tokens, run =>
        {
            Assert.Equal(golden.Reference["gradient.logit_difference"].Values.Sum(), run.Metric!.Value, 1e-3);
            foreach (var point in points)
            {
                var expected = golden.Reference[$"gradient.{point}"];
                expected.Compare(Values(run.Gradient(point)), expected.Tolerance);
            }
            return 0;
        }, new RunOptions { Keep = HookSelection.Of(points), GradientOf = logits => LogitDifference(logits, golden.Reference) });
    }

    [Theory, MemberData(nameof(Models))]
    public void Padded_rows_compute_what_they_compute_alone(string name)
    {
        var golden = GoldenModel.Load(name);
        foreach (var side in new[] { "right", "left" })
        {
            var (ids, mask, logits) = (golden.Reference[$"padded.{side}.tokens"], golden.Reference[$"padded.{side}.mask"], golden.Reference[$"padded.{side}.logits"]);
            int rows = (int)ids.Shape[0], length = (int)ids.Shape[1];
            var (idTable, maskTable) = (new long[rows, length], new bool[rows, length]);
            for (var i = 0; i < rows * length; i++) (idTable[i / length, i % length], maskTable[i / length, i % length]) = ((long)ids.Values[i], mask.Values[i] != 0);
            var ours = golden.Model.Inspect(TokenBatch.Explicit(idTable, maskTable), run => Values(run.Logits));
            var vocabulary = ours.Length / (rows * length);
            for (var i = 0; i < ours.Length; i++)
                if (mask.Values[i / vocabulary] == 0) ours[i] = 0; // stored so
            logits.Compare(ours, LogitTolerance);
        }
    }

    [Theory, MemberData(nameof(Models))]
    public void Greedy_continuations_are_Hugging_Faces(string name)
    {
        var golden = GoldenModel.Load(name);
        var expected = golden.Reference["hf.greedy"].Rows;
        var prompts = golden.Reference["tokens"].Rows;
        for (var row = 0; row < prompts.Length; row++)
        {
            var prompt = new Prompt("", prompts[row], [], 0, "");
            var options = new GenerationOptions { MaxNewTokens = expected[row].Length - prompts[row].Length, StopIds = [] };
            Assert.Equal(expected[row], golden.Model.Generate(prompt, options).Ids);
        }
    }

    [Theory, MemberData(nameof(Models))]
    public void Processing_steps_give_TransformerLens_weights(string name)
    {
        var golden = GoldenModel.Load(name);
        string[] steps = [.. golden.Reference.Names.Where(n => n.StartsWith("processed.", StringComparison.Ordinal) && n.EndsWith(".logits", StringComparison.Ordinal)).Select(n => n.Split('.')[1])];
        Assert.NotEmpty(steps);
        foreach (var step in steps)
        {
            using var processed = Process(golden.Model, step);
            var last = HookPoint.ResidPost(processed.Config.Layers - 1);
            processed.Inspect(golden.Tokens, run =>
            {
                golden.Reference[$"processed.{step}.logits"].Compare(Values(run.Logits), LogitTolerance);
                var residual = golden.Reference[$"processed.{step}.{last}"];
                residual.Compare(Values(run[last]), residual.Tolerance);
                return 0;
            }, RunOptions.Keeping(HookSelection.Of(last)));
        }
    }

    /// <summary>The steps in TransformerLens' order.</summary>
    static TransformerModel Process(TransformerModel model, string step) => step switch
    {
        "fold_ln" => model.WithFoldedLayerNorm(),
        "center_writing" => model.WithCentredWriting(),
        "center_unembed" => model.WithCentredUnembedding(),
        "fold_value_biases" => model.WithFoldedValueBiases(),
        "all" when model.Config.Norm == NormKind.Rms => model.WithFoldedLayerNorm().WithCentredUnembedding().WithFoldedValueBiases(),
        "all" => model.WithFoldedLayerNorm().WithCentredWriting().WithCentredUnembedding().WithFoldedValueBiases(),
        _ => throw new InvalidOperationException($"No step is called {step}."),
    };

    static torch.Tensor LogitDifference(torch.Tensor logits, GoldenTensors reference)
    {
        torch.Tensor Of(string answer) => logits.select(1, logits.shape[1] - 1).gather(1, torch.tensor(reference[answer].Integers.Select(i => (long)i).ToArray()).unsqueeze(1)).sum();
        return Of("gradient.correct") - Of("gradient.wrong");
    }

    static double[] Values(torch.Tensor tensor) => tensor.detach().to(torch.ScalarType.Float64).contiguous().data<double>().ToArray();
}
