namespace Overhear;

/// <summary>A part of the logit difference.</summary>
/// <param name="Label">What wrote it.</param>
/// <param name="Values">Its share, prompt by prompt, in logits.</param>
public sealed record LogitPart(string Label, PromptValues Values);
