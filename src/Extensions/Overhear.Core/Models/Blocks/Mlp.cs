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
        // The gate is copied out of the product: numbers that lie apart are rounded otherwise at their ends, and an edit hands on some that do not.
        var pre = hooks.Pass(HookKind.MlpPre, layer, c.GatedMlp ? inner.narrow(-1, 0, c.DMlp).clone() : inner);
        var post = Activate(pre, c.Activation);
        if (c.GatedMlp) post = post * hooks.Pass(HookKind.MlpPreLinear, layer, inner.narrow(-1, c.DMlp, c.DMlp));
        post = hooks.Pass(HookKind.MlpPost, layer, post);
        return hooks.Pass(HookKind.MlpOut, layer, Linear.Apply(post, w.Out, w.OutBias));
    }

    static Tensor Activate(Tensor x, ActivationFunction function) => function switch
    {
        ActivationFunction.Gelu => nn.functional.gelu(x),
        ActivationFunction.GeluTanh => GeluTanh(x),
        ActivationFunction.Relu => nn.functional.relu(x),
        ActivationFunction.Silu => nn.functional.silu(x),
        _ => throw new ArgumentOutOfRangeException(nameof(function), function, "There is no such activation function."),
    };

    /// <summary>x (1 + tanh u) / 2 with u = √(2/π) (x + 0.044715 x³) (Hendrycks, Gimpel 2016, arXiv:1606.08415, section 2).</summary>
    /// <remarks>In float32 on a CPU it is computed as x σ(2u), the same function: twice as fast, as sigmoid needs one exponential.</remarks>
    static Tensor GeluTanh(Tensor x)
    {
        if (x.dtype != ScalarType.Float32 || x.device_type != DeviceType.CPU) return nn.functional.gelu(x, TorchSharp.Modules.GELU.Approximate.tanh, false);
        var linear = 2 * Math.Sqrt(2 / Math.PI);
        var cubic = .044715 * linear;
        return x.requires_grad
            ? x * (x.Squared().Times(cubic).Plus(linear) * x).sigmoid()
            : x.Squared().Scale(cubic).Shift(linear).mul_(x).sigmoid_().mul_(x);
    }
}
