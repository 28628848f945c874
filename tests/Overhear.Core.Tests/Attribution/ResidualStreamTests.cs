using TorchSharp;

namespace Overhear.Tests;

[Trait("Category", "fast")]
public class ResidualStreamTests
{
    public static TheoryData<string> Families => [.. TinyModels.Families];

    [Theory, MemberData(nameof(Families))]
    public void Norms_are_those_of_the_activations(string family)
    {
        var model = TinyModels.Of(family);
        var prompt = model.PromptOf(TinyModels.Rows(model, [6])[0]);
        var result = ResidualStream.Of(model, prompt);
        var layers = model.Config.Layers;
        Assert.Equal((layers + 1, layers, layers), (result.Stream.Rows.Count, result.Attention.Rows.Count, result.Mlp.Rows.Count));
        model.Inspect(prompt, run =>
        {
            double Norm(torch.Tensor activation, int at) => Math.Sqrt(TinyModels.Numbers(activation[0, at]).Sum(x => x * x));
            for (var at = 0; at < prompt.Length; at++)
            {
                for (var layer = 0; layer < layers; layer++)
                {
                    Assert.Equal(Norm(run[HookPoint.ResidPre(layer)], at), result.Stream[layer, at], 1e-6);
                    Assert.Equal(Norm(run[HookPoint.AttnOut(layer)], at), result.Attention[layer, at], 1e-6);
                    Assert.Equal(Norm(run[HookPoint.MlpOut(layer)], at), result.Mlp[layer, at], 1e-6);
                    // What a layer adds to the stream is what its two halves write.
                    var (before, after) = (TinyModels.Numbers(run[HookPoint.ResidPre(layer)][0, at]), TinyModels.Numbers(run[HookPoint.ResidPost(layer)][0, at]));
                    var grown = Math.Sqrt(before.Zip(after, (a, b) => (b - a) * (b - a)).Sum());
                    Assert.InRange(grown, 0, result.Attention[layer, at] + result.Mlp[layer, at] + 1e-4);
                }
                Assert.Equal(Norm(run[HookPoint.ResidPost(layers - 1)], at), result.Stream[layers, at], 1e-6);
            }
            return 0;
        }, RunOptions.Keeping(HookSelection.All));
        Assert.Equal(["embedding", "before 1", "final"], result.Stream.Rows);
        Assert.Equal(prompt.Labels, result.Mlp.Columns);
    }
}
