namespace Overhear;

/// <summary>The MLP's activation function.</summary>
public enum ActivationFunction
{
    /// <summary>x Φ(x) (Hendrycks, Gimpel 2016, arXiv:1606.08415).</summary>
    Gelu,
    /// <summary>The form of GELU with tanh that GPT-2 uses (gelu_new).</summary>
    GeluTanh,
    /// <summary>max(x, 0).</summary>
    Relu,
    /// <summary>x σ(x), also called swish.</summary>
    Silu,
}
