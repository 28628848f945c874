using static TorchSharp.torch;

namespace Overhear;

/// <summary>What stays as in the plain run while a change travels through the layers.</summary>
/// <param name="Attention">Whether all attention does.</param>
/// <param name="Mlps">Whether all MLPs do.</param>
/// <param name="AttentionRows">Else at which rows attention does [batch, 1, row, 1]; null at none.</param>
sealed record SuffixHold(bool Attention = false, bool Mlps = false, Tensor? AttentionRows = null)
{
    /// <summary>Nothing is held.</summary>
    public static SuffixHold Nothing { get; } = new();
}
