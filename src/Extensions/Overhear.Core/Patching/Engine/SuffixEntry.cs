using static TorchSharp.torch;

namespace Overhear;

/// <summary>Variants whose change enters the residual stream in one layer.</summary>
/// <param name="Layer">The layer; −1 for a change before the first one.</param>
/// <param name="AtMlp">Whether it enters where the MLP writes, else where attention does.</param>
/// <param name="Count">How many variants.</param>
/// <param name="Change">Makes what enters [batch, variant, row, d_model].</param>
sealed record SuffixEntry(int Layer, bool AtMlp, int Count, Func<Tensor> Change);
