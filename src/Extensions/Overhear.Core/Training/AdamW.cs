using TorchSharp;
using static TorchSharp.torch;

namespace Overhear;

/// <summary>
/// Adam with decoupled weight decay (Loshchilov, Hutter 2017, arXiv:1711.05101, algorithm 2; the decay is scaled by the learning
/// rate). Its state is two plain tensors a parameter. Owns them.
/// </summary>
sealed class AdamW : IDisposable
{
    readonly IReadOnlyList<TrainableParameter> parameters;
    readonly TrainingRecipe recipe;

    public AdamW(IReadOnlyList<TrainableParameter> parameters, TrainingRecipe recipe)
    {
        this.parameters = parameters;
        this.recipe = recipe;
        Tensor[] Zeros() => [.. parameters.Select(p => zeros(p.Tensor.shape, p.Tensor.dtype, p.Tensor.device).DetachFromDisposeScope())];
        Means = Zeros();
        Squares = Zeros();
    }

    /// <summary>The running mean of each parameter's gradient.</summary>
    public IReadOnlyList<Tensor> Means { get; }

    /// <summary>The running mean of its square.</summary>
    public IReadOnlyList<Tensor> Squares { get; }

    /// <summary>Changes the parameters once.</summary>
    /// <param name="gradients">One for each parameter.</param>
    /// <param name="rate">The learning rate.</param>
    /// <param name="scale">What the gradients are multiplied by first.</param>
    /// <param name="count">Which change this is, from 1: it corrects for means that begin at 0.</param>
    public void Step(IReadOnlyList<Tensor> gradients, double rate, double scale, int count)
    {
        using var scope = NewDisposeScope();
        using var mode = no_grad();
        var (meanBias, squareBias) = (1 - Math.Pow(recipe.Beta1, count), 1 - Math.Pow(recipe.Beta2, count));
        for (var i = 0; i < parameters.Count; i++)
        {
            using var inner = NewDisposeScope();
            var (parameter, mean, square) = (parameters[i], Means[i], Squares[i]);
            var gradient = scale == 1 ? gradients[i] : gradients[i].Times(scale);
            mean.Scale(recipe.Beta1).Accumulate(gradient, 1 - recipe.Beta1);
            square.Scale(recipe.Beta2).AccumulateProduct(gradient, gradient, 1 - recipe.Beta2);
            var decay = parameter.Decay switch { DecayGroup.Attention => recipe.AttentionDecayAt(count - 1), DecayGroup.Mlp => recipe.MlpDecay, _ => 0 };
            if (decay > 0) parameter.Tensor.Scale(1 - rate * decay);
            parameter.Tensor.AccumulateQuotient(mean, square.sqrt().Divide(Math.Sqrt(squareBias)).Shift(recipe.Epsilon), -rate / meanBias);
        }
    }

    public void Dispose()
    {
        foreach (var tensor in Means.Concat(Squares)) tensor.Dispose();
    }
}
