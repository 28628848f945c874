using TorchSharp;

namespace Overhear;

/// <summary>An edit of the activation at one place: what it returns is used in its stead, and everything after it changes.</summary>
/// <remarks>
/// The function receives a copy that it may change in place, and returns a tensor of the same shape. Edits of one place are
/// applied in the order in which they were given.
/// </remarks>
/// <param name="point">The place.</param>
/// <param name="edit">The activation before [shape of the place] → the activation after.</param>
public sealed class Hook(HookPoint point, Func<torch.Tensor, torch.Tensor> edit)
{
    /// <summary>The place.</summary>
    public HookPoint Point { get; } = point;

    /// <summary>The edit.</summary>
    public Func<torch.Tensor, torch.Tensor> Edit { get; } = edit;
}
