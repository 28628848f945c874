using TorchSharp;

namespace Overhear;

/// <summary>A tensor as it is stored, and the weights that it fills.</summary>
/// <param name="Name">Its name, without the architecture's prefix.</param>
/// <param name="Shape">Its shape as stored.</param>
/// <param name="Parts">Which of its rows go where; together they take all rows, in order.</param>
/// <param name="Transposed">Whether it is stored [in, out], as GPT-2's Conv1D does.</param>
sealed record TensorRule(string Name, IReadOnlyList<long> Shape, IReadOnlyList<TensorPart> Parts, bool Transposed = false)
{
    /// <summary>The whole tensor goes to one place.</summary>
    public static TensorRule Whole(string name, Func<ModelWeights, torch.Tensor> target, params IReadOnlyList<long> shape) => new(name, shape, [new TensorPart(shape[0], target)]);

    /// <summary>A matrix stored [in, out]; <paramref name="shape"/> is as stored.</summary>
    public static TensorRule Conv1D(string name, Func<ModelWeights, torch.Tensor> target, params IReadOnlyList<long> shape) => new(name, shape, [new TensorPart(shape[0], target)], Transposed: true);
}
