namespace Overhear;

/// <summary>What goes in front of a text and behind it when special tokens are added.</summary>
sealed record TextTemplate(IReadOnlyList<int> Before, IReadOnlyList<int> Behind);
