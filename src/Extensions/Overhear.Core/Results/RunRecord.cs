namespace Overhear;

/// <summary>What a result was made with, so that it can be made again.</summary>
/// <param name="Model">The model's name or folder name.</param>
/// <param name="ModelHash">The first 16 hexadecimal digits of the SHA-256 over names, shapes and bytes of its weights.</param>
/// <param name="Processing">The steps that changed the weights, in order; empty for the weights as stored.</param>
/// <param name="Dtype">The type in which it ran.</param>
/// <param name="Device">The device on which it ran.</param>
/// <param name="Backend">Versions of TorchSharp and libtorch; on CUDA whether TF32 was on.</param>
/// <param name="Seed">The seed, where chance played a part.</param>
/// <param name="Overhear">The version of this library.</param>
public sealed record RunRecord(
    string Model, string ModelHash, IReadOnlyList<string> Processing, string Dtype, string Device, string Backend, long? Seed, string Overhear);
