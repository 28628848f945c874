namespace Overhear;

/// <summary>A token and the chars of the text that it came from.</summary>
readonly record struct TokenSpan(int Id, int Start, int Length);
