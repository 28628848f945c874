using TorchSharp;

namespace Overhear;

/// <summary>Some rows of a stored tensor and the weights that they fill.</summary>
/// <param name="Rows">How many rows, after those of the parts before.</param>
/// <param name="Target">The weights, a contiguous stretch of rows of the model's own memory.</param>
sealed record TensorPart(long Rows, Func<ModelWeights, torch.Tensor> Target);
