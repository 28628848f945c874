namespace Overhear;

/// <summary>
/// Twins of indirect-object prompts by what the second subject says of itself (Wang et al. 2022, arXiv:2211.00593, appendix A): which name it
/// is (its token), and which of the two names it repeats (its position).
/// </summary>
/// <remarks>
/// In a prompt "A … B … B" the repeated name B stands second. Its token is as it is, inverted (A is repeated) or random (two other names);
/// the position that it repeats is as it is or inverted. Words other than the three names stay.
/// </remarks>
public static class SignalTwins
{
    /// <summary>The token as it is, the position inverted: the two names change places.</summary>
    public const string PositionInverted = "position inverted";

    /// <summary>Another name, at the position as it is.</summary>
    public const string TokenRandom = "token random";

    /// <summary>Another name, at the inverted position.</summary>
    public const string TokenRandomPositionInverted = "token random, position inverted";

    /// <summary>The other name, at the position as it is: the names change places, and the first one is repeated.</summary>
    public const string TokenInverted = "token inverted";

    /// <summary>The other name, at the inverted position: what <see cref="IndirectObject.Swap"/> is.</summary>
    public const string TokenInvertedPositionInverted = "token inverted, position inverted";

    /// <summary>The prompts with these twins beside those that they have.</summary>
    /// <param name="prompts">Prompts of <see cref="IndirectObject"/>, or others with the roles IO, S1 and S2.</param>
    /// <param name="seed">Any number; the same gives the same other names.</param>
    /// <exception cref="ArgumentException">A prompt does not have the three roles.</exception>
    public static IReadOnlyList<TaskPrompt> Add(IEnumerable<TaskPrompt> prompts, long seed)
    {
        var random = new SeededRandom(seed);
        return [.. prompts.Select(prompt =>
        {
            var (io, s) = (prompt.Word("IO").Text, prompt.Word("S1").Text);
            prompt.Word("S2");
            var others = random.Sample([.. TaskWords.Names.Except(prompt.Words.Select(word => word.Text))], 2);
            TaskTwin Twin(string name, string first, string second, string repeated) =>
                prompt.TwinOf(name, new Dictionary<string, string> { ["IO"] = first, ["S1"] = second, ["S2"] = repeated });
            return prompt with
            {
                Twins =
                [
                    .. prompt.Twins,
                    Twin(PositionInverted, s, io, s),
                    Twin(TokenRandom, others[0], others[1], others[1]),
                    Twin(TokenRandomPositionInverted, others[0], others[1], others[0]),
                    Twin(TokenInverted, s, io, io),
                    Twin(TokenInvertedPositionInverted, io, s, io),
                ],
            };
        })];
    }
}
