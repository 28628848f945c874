using TorchSharp;
using static TorchSharp.torch;

namespace Overhear;

/// <summary>Takes the mean over d_model out of everything that writes to the residual stream: LayerNorm subtracts it anyway.</summary>
/// <remarks>Exact where every reader of the stream is a LayerNorm; refused for RMS norms, which see the mean. An unembedding that was tied keeps the old matrix.</remarks>
static class CentreWritingWeights
{
    public static TransformerModel Apply(TransformerModel model)
    {
        if (model.Config.Norm != NormKind.LayerNorm)
            throw new InvalidOperationException($"{model.Name} has RMS norms, which do not subtract the mean of what they read: centring what writes to the residual stream would change the function.");
        using var scope = NewDisposeScope();
        return model.With(model.Weights.Map((name, old) => old is null ? null : name.Split('.') switch
        {
            ["embed" or "pos_embed", _] => old - old.mean([1], keepdim: true),
            ["blocks", _, _, "W_O" or "W_out"] => old - old.mean([0], keepdim: true),
            ["blocks", _, "attn", "b_O"] or ["blocks", _, "mlp", "b_out"] => old - old.mean([0], keepdim: true),
            _ => old,
        }), "writing weights centred");
    }
}
