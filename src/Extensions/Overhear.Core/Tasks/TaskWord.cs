namespace Overhear;

/// <summary>A word of a prompt that plays a part in its task.</summary>
/// <param name="Role">Its part, as the task's paper names it: IO, S1, S2.</param>
/// <param name="Text">The word, without the space before it.</param>
/// <param name="Start">Where it begins: characters of the prompt before it.</param>
public sealed record TaskWord(string Role, string Text, int Start)
{
    /// <summary>The first character after it.</summary>
    public int End => Start + Text.Length;
}
