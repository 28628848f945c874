using static TorchSharp.torch;

namespace Overhear;

/// <summary>What a head's query, key, value or z, or an MLP's input or output, is set to at some rows.</summary>
/// <param name="Kind">Q, K, V, Z, MlpIn or MlpOut.</param>
/// <param name="Slot">The head, or the key-value head; 0 of an MLP.</param>
/// <param name="Rows">True at the rows that are set [batch, variant or 1, row, 1].</param>
/// <param name="Value">[batch, variant or 1, row or 1, d_head], or d_model of an MLP.</param>
sealed record HeadInput(HookKind Kind, int Slot, Tensor Rows, Tensor Value);
