namespace Overhear;

/// <summary>Rotary position embedding (Su et al. 2021, arXiv:2104.09864): pairs of dimensions turn by position times frequency.</summary>
/// <param name="Dimensions">How many of a head's dimensions turn, from the first on (Pythia: a quarter of them).</param>
/// <param name="Base">Pair i turns with frequency base^(-2i / dimensions).</param>
/// <param name="Scaling">How frequencies are changed for contexts longer than those of training; null where they are not.</param>
public sealed record RotaryConfig(int Dimensions, double Base, RotaryScaling? Scaling = null)
{
    /// <summary>Radians per position of each pair [dimensions / 2].</summary>
    public IReadOnlyList<double> Frequencies() =>
        [.. Enumerable.Range(0, Dimensions / 2).Select(i => Math.Pow(Base, -2.0 * i / Dimensions)).Select(f => Scaling?.Apply(f) ?? f)];
}
