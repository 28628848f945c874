using TorchSharp;
using static TorchSharp.torch;

namespace Overhear;

/// <summary>Weights that gradients are taken of. Owns them until they are released.</summary>
sealed class TrainableWeights : IDisposable
{
    readonly ModelWeights weights;

    TrainableWeights(ModelWeights weights)
    {
        this.weights = weights;
        Parameters = [.. weights.All().Where(t => t.Name != "unembed.W_U" || !weights.IsTied).Select(t => new TrainableParameter(t.Name, t.Tensor))];
        RequireGradients(true);
        // Where the unembedding is the embedding it has to be the same leaf, so that one gradient takes in both uses.
        ForRuns = !weights.IsTied ? weights : new ModelWeights
        {
            Embed = weights.Embed, Positions = weights.Positions, Blocks = weights.Blocks, FinalWeight = weights.FinalWeight, FinalBias = weights.FinalBias,
            Unembed = weights.Embed, UnembedBias = weights.UnembedBias, IsTied = true,
        };
    }

    /// <summary>What is trained, in a fixed order; a tied embedding once.</summary>
    public IReadOnlyList<TrainableParameter> Parameters { get; }

    /// <summary>The weights as the decoder takes them.</summary>
    public ModelWeights ForRuns { get; }

    /// <summary>Room for the weights, not set to anything.</summary>
    public static TrainableWeights Allocate(TransformerConfig config) => new(ModelWeights.Allocate(config, ScalarType.Float32, CPU));

    /// <summary>Weights as a training begins with them.</summary>
    /// <param name="scale">Standard deviation of matrices and embeddings, and height of the waves of the positions.</param>
    public static TrainableWeights Create(TransformerConfig config, SeededRandom random, double scale)
    {
        using var scope = NewDisposeScope();
        var created = Allocate(config);
        using var mode = no_grad();
        foreach (var parameter in created.Parameters) InitialWeights.Fill(parameter, config, random, scale);
        return created;
    }

    /// <summary>The weights of a model, copied.</summary>
    public static TrainableWeights CopyOf(TransformerModel model)
    {
        using var scope = NewDisposeScope();
        var copy = Allocate(model.Config);
        using var mode = no_grad();
        foreach (var (to, from) in copy.weights.All().Zip(model.Weights.All())) to.Tensor.copy_(from.Tensor);
        return copy;
    }

    /// <summary>The weights, which need no gradient any longer and belong to the caller.</summary>
    public ModelWeights Release()
    {
        RequireGradients(false);
        return weights;
    }

    void RequireGradients(bool required)
    {
        foreach (var parameter in Parameters) parameter.Tensor.requires_grad = required;
    }

    public void Dispose() => weights.Dispose();
}
