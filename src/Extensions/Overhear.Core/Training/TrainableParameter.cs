using TorchSharp;

namespace Overhear;

/// <summary>Which of a recipe's decays a parameter takes.</summary>
enum DecayGroup
{
    None,
    Attention,
    Mlp,
}

/// <summary>A tensor that is trained.</summary>
sealed class TrainableParameter(string name, torch.Tensor tensor)
{
    public string Name { get; } = name;

    public torch.Tensor Tensor { get; } = tensor;

    public DecayGroup Decay { get; } =
        name.Contains(".attn.W_", StringComparison.Ordinal) ? DecayGroup.Attention
        : name.Contains(".mlp.W_", StringComparison.Ordinal) ? DecayGroup.Mlp
        : DecayGroup.None;
}
