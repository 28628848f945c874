namespace Overhear;

/// <summary>A head whose attribution was checked by patching it. Plain data.</summary>
/// <param name="Head">The head.</param>
/// <param name="IsTop">Whether it is one of the heads with the largest estimates, else one of those that were drawn from the rest.</param>
/// <param name="Estimate">What the gradient says the patch does, in logits.</param>
/// <param name="Exact">What it does, in logits.</param>
public sealed record AttributionCheckRow(HeadId Head, bool IsTop, PromptValues Estimate, PromptValues Exact);
