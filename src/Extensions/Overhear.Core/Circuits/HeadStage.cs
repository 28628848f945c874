namespace Overhear;

/// <summary>One stage of the search for a circuit, done for two tasks on one model: for instance paths to the logits. Plain data.</summary>
/// <param name="Name">The stage, for instance <c>logits</c>.</param>
/// <param name="First">The effect of each head in the first task.</param>
/// <param name="Second">The effect of each head in the second task; as many layers and heads, and as many prompts as it has.</param>
public sealed record HeadStage(string Name, HeadEffects First, HeadEffects Second);
