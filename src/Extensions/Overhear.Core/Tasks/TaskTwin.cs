namespace Overhear;

/// <summary>A corrupted twin of a prompt: the same sentence with other words, so that its answer changes or is lost. Plain data.</summary>
/// <param name="Name">What was changed, for instance <see cref="IndirectObject.Swap"/>.</param>
/// <param name="Text">Its text, as long in words as its prompt's.</param>
/// <param name="Words">Its words, in the order of the text, with the roles of its prompt's.</param>
public sealed record TaskTwin(string Name, string Text, IReadOnlyList<TaskWord> Words);
