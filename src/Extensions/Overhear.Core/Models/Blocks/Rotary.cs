using TorchSharp;
using static TorchSharp.torch;

namespace Overhear;

/// <summary>Cosines and sines of one run's positions, and the rotation by them (Su et al. 2021, arXiv:2104.09864).</summary>
sealed class Rotary
{
    readonly Tensor cosines; // [batch, pos, 1, dimensions / 2]
    readonly Tensor sines;
    readonly int dimensions;

    /// <summary>Angles are computed in float64 and rounded once.</summary>
    /// <param name="config">What turns, and how fast.</param>
    /// <param name="positions">[batch, pos]</param>
    /// <param name="dtype">The type of queries and keys.</param>
    public Rotary(RotaryConfig config, Tensor positions, ScalarType dtype)
    {
        dimensions = config.Dimensions;
        var frequencies = tensor(config.Frequencies().ToArray(), ScalarType.Float64, positions.device);
        var angles = positions.to(ScalarType.Float64).unsqueeze(-1) * frequencies;
        cosines = angles.cos().to(dtype).unsqueeze(2);
        sines = angles.sin().to(dtype).unsqueeze(2);
    }

    /// <summary>Turns the first dimensions of each head; pair i is dimension i and i + dimensions / 2, as Hugging Face stores them.</summary>
    /// <param name="x">[batch, pos, head, d_head]</param>
    public Tensor Apply(Tensor x)
    {
        var half = dimensions / 2;
        var first = x.narrow(-1, 0, half);
        var second = x.narrow(-1, half, half);
        var turnedFirst = first * cosines - second * sines;
        var turnedSecond = (second * cosines).Plus(first * sines);
        var rest = x.shape[^1] - dimensions;
        return rest == 0 ? cat([turnedFirst, turnedSecond], -1) : cat([turnedFirst, turnedSecond, x.narrow(-1, dimensions, rest)], -1);
    }
}
