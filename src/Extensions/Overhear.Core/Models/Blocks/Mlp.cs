using TorchSharp;
using static TorchSharp.torch;

namespace Overhear;

/// <summary>The MLP of a layer, gated (Shazeer 2020, arXiv:2002.05202) or not, with its hook points.</summary>
static class Mlp
{
    /// <param name="normed">What the MLP reads, after the norm [batch, pos, d_model].</param>
    /// <returns>What the MLP writes [batch, pos, d_model].</returns>
    public static Tensor Apply(Tensor normed, BlockWeights w, int layer, ForwardPass run)
    {
        var (c, hooks) = (run.Config, run.Hooks);
        var inner = Linear.Apply(normed, w.In, w.InBias);
        // The gate is copied out of the product: rows that lie apart are rounded otherwise at their ends, and an edit hands on rows that do not.
        var pre = hooks.Pass(HookKind.MlpPre, layer, c.GatedMlp ? inner.narrow(-1, 0, c.DMlp).contiguous() : inner);
        var post = Activate(pre, c.Activation);
        if (c.GatedMlp) post = post * hooks.Pass(HookKind.MlpPreLinear, layer, inner.narrow(-1, c.DMlp, c.DMlp));
        post = hooks.Pass(HookKind.MlpPost, layer, post);
        return hooks.Pass(HookKind.MlpOut, layer, Linear.Apply(post, w.Out, w.OutBias));
    }

    static Tensor Activate(Tensor x, ActivationFunction function) => function switch
    {
        ActivationFunction.Gelu => nn.functional.gelu(x),
        ActivationFunction.GeluTanh => nn.functional.gelu(x, TorchSharp.Modules.GELU.Approximate.tanh, false),
        ActivationFunction.Relu => nn.functional.relu(x),
        ActivationFunction.Silu => nn.functional.silu(x),
        _ => throw new ArgumentOutOfRangeException(nameof(function), function, "There is no such activation function."),
    };
}
