using static TorchSharp.torch;

namespace Overhear;

/// <summary>What a head's query, key or value, or an MLP's input, is set to at some rows.</summary>
/// <param name="Kind">Q, K, V or MlpIn.</param>
/// <param name="Slot">The head, or the key-value head; 0 of an MLP.</param>
/// <param name="Rows">True at the rows that are set [batch, 1, row, 1].</param>
/// <param name="Value">[batch, variant, row or 1, d_head], or d_model of an MLP.</param>
sealed record HeadInput(HookKind Kind, int Slot, Tensor Rows, Tensor Value);
