namespace Overhear;

/// <summary>A prompt that a model cannot be asked.</summary>
/// <param name="Prompt">The prompt.</param>
/// <param name="Why">Why not, in a sentence.</param>
public sealed record DroppedPrompt(TaskPrompt Prompt, string Why);
