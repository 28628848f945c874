using static TorchSharp.torch;

namespace Overhear;

/// <summary>Variants whose change enters the residual stream in one layer.</summary>
/// <param name="Layer">The layer; −1 for a change before the first one.</param>
/// <param name="AtMlp">Whether it enters where the MLP writes, else where attention does.</param>
/// <param name="Count">How many variants.</param>
/// <param name="Change">Makes what enters [batch, variant, row, d_model], or its first row alone.</param>
/// <param name="AtFirstRow">Whether it enters at the first row of the window alone, so that in this layer no other row is changed.</param>
sealed record SuffixEntry(int Layer, bool AtMlp, int Count, Func<Tensor> Change, bool AtFirstRow = false);
