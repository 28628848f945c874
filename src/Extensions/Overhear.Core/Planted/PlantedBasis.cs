using TorchSharp;
using static TorchSharp.torch;

namespace Overhear;

/// <summary>The directions of the residual stream in which features stand: orthonormal, and upright on all ones, so that means are 0.</summary>
static class PlantedBasis
{
    /// <summary>One direction for each feature, as rows [features, d_model], float64.</summary>
    /// <param name="features">How many; fewer than <paramref name="dModel"/>.</param>
    /// <param name="dModel">The width of the residual stream.</param>
    /// <param name="random">For a random turn; null for directions that are each nearly one dimension.</param>
    public static Tensor Make(int features, int dModel, SeededRandom? random)
    {
        using var scope = NewDisposeScope();
        // The reflection that exchanges the last dimension for all ones (Householder 1958) keeps all others near themselves.
        var normal = zeros([dModel, 1], ScalarType.Float64);
        normal.Fill(-1 / Math.Sqrt(dModel));
        normal.narrow(0, dModel - 1, 1).Fill(1 - 1 / Math.Sqrt(dModel));
        normal = normal / normal.norm();
        var upright = (eye(dModel, dtype: ScalarType.Float64) - normal.matmul(normal.t()).Times(2)).narrow(0, 0, dModel - 1); // [d_model - 1, d_model]
        if (random is null) return upright.narrow(0, 0, features).clone().MoveToOuterDisposeScope();
        var drawn = tensor([.. Enumerable.Range(0, (dModel - 1) * (dModel - 1)).Select(_ => random.NextGaussian())], [dModel - 1, dModel - 1], ScalarType.Float64);
        return linalg.qr(drawn).Q.matmul(upright).narrow(0, 0, features).clone().MoveToOuterDisposeScope();
    }
}
