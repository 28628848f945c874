namespace Overhear;

/// <summary>Where a prompt names its answer, and where it names the other words of that kind. Plain data.</summary>
/// <param name="Right">The position of the answer's word in each prompt, in the batch with its padding.</param>
/// <param name="Wrong">The positions of the others in each prompt; at least one each.</param>
public sealed record AnswerPlaces(IReadOnlyList<int> Right, IReadOnlyList<IReadOnlyList<int>> Wrong)
{
    /// <summary>The places of the words whose role begins so: COLOR finds COLOR1, COLOR2 and COLOR3.</summary>
    /// <param name="set">The prompts.</param>
    /// <param name="role">How the roles begin, in capitals as in the task.</param>
    /// <remarks>The answer's word is the one that reads as the answer does, small letters or capital ones.</remarks>
    /// <exception cref="ArgumentException">A prompt does not have the answer among these words once, and another word; the message names the first such.</exception>
    public static AnswerPlaces Of(TaskSet set, string role)
    {
        var (right, wrong) = (new List<int>(), new List<IReadOnlyList<int>>());
        foreach (var (at, row) in set.Rows.Index())
        {
            var words = row.Prompt.Words.Where(word => word.Role.StartsWith(role, StringComparison.Ordinal) && row.Positions.ContainsKey(word.Role)).ToLookup(word => IsAnswer(word, row.Prompt), word => row.Positions[word.Role]);
            if (words[true].Count() != 1 || !words[false].Any())
                throw new ArgumentException($"Prompt {at} has {words[true].Count()} words of role {role} that are its answer '{row.Prompt.Answer.Trim()}', and {words[false].Count()} that are not; one and at least one are needed. Its roles are {string.Join(", ", row.Positions.Keys)}.", nameof(role));
            right.Add(words[true].Single());
            wrong.Add([.. words[false]]);
        }
        return new AnswerPlaces(right, wrong);
    }

    static bool IsAnswer(TaskWord word, TaskPrompt prompt) => word.Text.Trim().Equals(prompt.Answer.Trim(), StringComparison.OrdinalIgnoreCase);
}
