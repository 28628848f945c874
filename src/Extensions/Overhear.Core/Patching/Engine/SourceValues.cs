using static TorchSharp.torch;

namespace Overhear;

/// <summary>What is taken in the place of an activation, where it does not come from another run.</summary>
/// <param name="point">The place.</param>
/// <param name="plain">What stands there in the plain run [prompt, pos, ...].</param>
/// <param name="first">The number of the first of these prompts among all.</param>
/// <returns>Of that shape.</returns>
delegate Tensor SourceValues(HookPoint point, Tensor plain, int first);
