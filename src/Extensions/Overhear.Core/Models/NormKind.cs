namespace Overhear;

/// <summary>How the residual stream is normalised before it is read.</summary>
public enum NormKind
{
    /// <summary>Mean subtracted, divided by the standard deviation (Ba, Kiros, Hinton 2016, arXiv:1607.06450).</summary>
    LayerNorm,
    /// <summary>Divided by the root of the mean square (Zhang, Sennrich 2019, arXiv:1910.07467).</summary>
    Rms,
}
