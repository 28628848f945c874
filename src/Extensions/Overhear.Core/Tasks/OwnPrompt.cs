namespace Overhear;

/// <summary>A prompt of the user's own, as <see cref="TaskPrompts"/> takes it. Plain data.</summary>
/// <param name="Clean">The prompt, up to where the answer stands.</param>
/// <param name="Correct">What comes next, with its leading space where it has one, so that <c>Clean + Correct</c> reads on.</param>
/// <param name="Wrong">The answer that the right one is measured against, with its leading space.</param>
public sealed record OwnPrompt(string Clean, string Correct, string Wrong)
{
    /// <summary>The corrupted prompt: as many words as the clean one, some of them others; null where there is none.</summary>
    public string? Corrupted { get; init; }

    /// <summary>
    /// The words that play a part, by role. A word is given as it stands in the clean prompt (<c>Mary</c>, or <c>John#2</c> for the second
    /// of several), or by its place among the words that spaces divide, counted from 0, or from −1 at the end backwards.
    /// </summary>
    public IReadOnlyDictionary<string, string> Positions { get; init; } = new Dictionary<string, string>();

    /// <summary>Which of the task's templates, from 0: what means over a template are taken by.</summary>
    public int Template { get; init; }
}
