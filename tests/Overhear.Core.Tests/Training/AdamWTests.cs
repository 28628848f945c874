using TorchSharp;

namespace Overhear.Tests;

[Trait("Category", "fast")]
public class AdamWTests
{
    /// <summary>
    /// By hand, with betas .9 and .98, rate .1 and decay .1. Gradient .5: mean .05, square .005, corrected .5 and .25, so
    /// 1 (1 − .01) − .1 · .5 / .5 = .89. Then gradient −1: mean −.055, square .0249, corrected −.0289474 · 10 and .6287879, so
    /// .89 · .99 + .1 · .2894737 / .7929615 = .9176054. What does not decay goes 1 − .1 = .9, then .9 + .0365054 = .9365054.
    /// </summary>
    [Fact]
    public void Two_steps_are_those_computed_by_hand()
    {
        using var scope = torch.NewDisposeScope();
        TrainableParameter[] parameters = [new("blocks.0.mlp.W_in", torch.ones(1, 1)), new("blocks.0.mlp.b_in", torch.ones(1))];
        using var optimizer = new AdamW(parameters, new TrainingRecipe { Beta1 = .9, Beta2 = .98, MlpDecay = .1, AttentionDecay = 7 });
        void Step(float gradient, double scale, int count) => optimizer.Step([torch.full([1, 1], gradient), torch.full([1], gradient)], .1, scale, count);
        double Value(int i) => parameters[i].Tensor.item<float>();

        Step(.5f, 1, 1);
        Assert.Equal(.89, Value(0), 6);
        Assert.Equal(.9, Value(1), 6);
        Step(-2f, .5, 2); // twice the gradient, scaled down by half
        Assert.Equal(.9176054, Value(0), 6);
        Assert.Equal(.9365054, Value(1), 6);
        Assert.Equal(-.055, optimizer.Means[0].item<float>(), 6);
        Assert.Equal(.0249, optimizer.Squares[0].item<float>(), 6);
    }

    [Theory]
    [InlineData("blocks.3.attn.W_QKV", DecayGroup.Attention)]
    [InlineData("blocks.3.attn.W_O", DecayGroup.Attention)]
    [InlineData("blocks.3.mlp.W_out", DecayGroup.Mlp)]
    [InlineData("blocks.3.attn.b_QKV", DecayGroup.None)]
    [InlineData("blocks.3.ln1.w", DecayGroup.None)]
    [InlineData("embed.W_E", DecayGroup.None)]
    [InlineData("pos_embed.W_pos", DecayGroup.None)]
    public void Matrices_of_layers_decay_and_nothing_else(string name, object group)
    {
        using var tensor = torch.ones(1);
        Assert.Equal((DecayGroup)group, new TrainableParameter(name, tensor).Decay);
    }
}
