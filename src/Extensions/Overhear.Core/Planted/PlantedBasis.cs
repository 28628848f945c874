using TorchSharp;
using static TorchSharp.torch;

namespace Overhear;

/// <summary>The directions of the residual stream in which features stand: orthonormal, and upright on all ones, so that means are 0.</summary>
static class PlantedBasis
{
    /// <summary>One direction for each feature, as rows [features, d_model], float64.</summary>
    /// <param name="features">How many; fewer than <paramref name="dModel"/>.</param>
    /// <param name="dModel">The width of the residual stream.</param>
    /// <param name="random">For a random turn; null for cosines of 1, 2, 3 … half waves (Ahmed, Natarajan, Rao 1974: DCT-II without its constant).</param>
    public static Tensor Make(int features, int dModel, SeededRandom? random)
    {
        using var scope = NewDisposeScope();
        var waves = new double[dModel - 1, dModel];
        for (var wave = 1; wave < dModel; wave++)
            for (var at = 0; at < dModel; at++) waves[wave - 1, at] = Math.Sqrt(2d / dModel) * Math.Cos(Math.PI / dModel * (at + .5) * wave);
        var upright = tensor(waves, ScalarType.Float64);
        if (random is null) return upright.narrow(0, 0, features).clone().MoveToOuterDisposeScope();
        var drawn = tensor([.. Enumerable.Range(0, (dModel - 1) * (dModel - 1)).Select(_ => random.NextGaussian())], [dModel - 1, dModel - 1], ScalarType.Float64);
        return linalg.qr(drawn).Q.matmul(upright).narrow(0, 0, features).clone().MoveToOuterDisposeScope();
    }
}
