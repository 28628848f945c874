using TorchSharp;
using static TorchSharp.torch;

namespace Overhear;

/// <summary>
/// Multiplies each norm's weight into the matrices that read it, and its bias into their biases: W ← W diag(γ), b ← b + W β.
/// </summary>
/// <remarks>
/// Exact for pre-norm models, LayerNorm and RMS norm alike, which all families here are. The unembedding gets a copy of its own
/// where it was tied. Elhage et al. 2021, "A Mathematical Framework for Transformer Circuits", appendix on LayerNorm.
/// </remarks>
static class FoldLayerNorm
{
    public static TransformerModel Apply(TransformerModel model)
    {
        using var scope = NewDisposeScope();
        using var mode = no_grad();
        var w = model.Weights;
        Dictionary<string, Tensor?> changed = [];
        void Fold(string matrix, string bias, Tensor weights, Tensor? oldBias, Tensor? gain, Tensor? shift, string gainName, string shiftName)
        {
            if (gain is null && shift is null) return;
            changed[matrix] = gain is null ? weights.clone() : weights * gain;
            if (shift is not null) changed[bias] = oldBias is null ? weights.mv(shift) : oldBias.Plus(weights.mv(shift));
            (changed[gainName], changed[shiftName]) = (null, null);
        }
        for (var layer = 0; layer < w.Blocks.Count; layer++)
        {
            var (b, at) = (w.Blocks[layer], $"blocks.{layer}.");
            Fold(at + "attn.W_QKV", at + "attn.b_QKV", b.Qkv, b.QkvBias, b.Ln1Weight, b.Ln1Bias, at + "ln1.w", at + "ln1.b");
            Fold(at + "mlp.W_in", at + "mlp.b_in", b.In, b.InBias, b.Ln2Weight, b.Ln2Bias, at + "ln2.w", at + "ln2.b");
        }
        Fold("unembed.W_U", "unembed.b_U", w.Unembed, w.UnembedBias, w.FinalWeight, w.FinalBias, "ln_final.w", "ln_final.b");
        return model.With(w.Map((name, old) => changed.TryGetValue(name, out var next) ? next : old), "LayerNorm folded");
    }
}
