using TorchSharp;

namespace Overhear.Tests;

/// <summary>SmolLM2-135M-Instruct computes what transformers computed, to the tolerances of its README.</summary>
[Trait("Category", "slow")]
public class SmolLM2Tests
{
    static readonly Lazy<RealModel> loaded = new(() => RealModel.Load("smollm2-135m-instruct", "OVERHEAR_SMOLLM2"));

    [Fact]
    public void Ids_logits_and_residual_stream_agree()
    {
        var real = loaded.Value;
        var model = real.Model;
        foreach (var expected in real.Prompts)
        {
            var name = expected.GetProperty("name").GetString()!;
            var prompt = model.Tokens(expected.GetProperty("text").GetString()!);
            Assert.Equal(RealModel.Ids(expected.GetProperty("token_ids")), prompt.Ids);
            model.Inspect(prompt, run =>
            {
                double[] Last(torch.Tensor x) => Values(x.select(1, x.shape[1] - 1));
                real.Reference[$"{name}.logits"].Compare(Values(run.Logits), 1e-4);
                real.Reference[$"{name}.final_norm"].Compare(Values(run[HookPoint.UnembedIn]), 1e-4);
                var stream = Enumerable.Range(0, model.Config.Layers).Select(l => run[HookPoint.ResidPre(l)]).Append(run.Residual);
                real.Reference[$"{name}.residual"].Compare([.. stream.SelectMany(Last)], 1e-3);
                if (name == "ioi") real.Reference["ioi.pattern.layer10"].Compare(Values(run[HookPoint.Pattern(10)]), 1e-4);
                return 0;
            }, new RunOptions { Keep = HookSelection.Kinds(HookKind.ResidPre, HookKind.UnembedIn, HookKind.Pattern), Logits = LogitsAt.LastToken });
        }
    }

    [Fact]
    public void Top_ten_and_greedy_tokens_agree()
    {
        var real = loaded.Value;
        foreach (var expected in real.Prompts)
        {
            var prompt = real.Model.Tokens(expected.GetProperty("text").GetString()!);
            Assert.Equal(expected.GetProperty("top10").EnumerateArray().Select(t => t.GetProperty("id").GetInt32()), real.Model.NextTokens(prompt, 10).Top.Select(t => t.Id));
            var greedy = RealModel.Ids(expected.GetProperty("greedy_ids"));
            Assert.Equal(greedy, real.Model.Generate(prompt, new GenerationOptions { MaxNewTokens = greedy.Length }).NewIds);
        }
    }

    static double[] Values(torch.Tensor tensor) => tensor.detach().to(torch.ScalarType.Float64).contiguous().data<double>().ToArray();
}
