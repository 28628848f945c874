namespace Overhear;

/// <summary>Prompts with two names on which a mechanism is measured, and where the words stand in them. Plain data.</summary>
/// <remarks>Positions are counted from 0 along the batch with its padding, one for each prompt.</remarks>
/// <param name="Clean">The prompts.</param>
/// <param name="Swapped">The same prompts, S2 replaced by IO, so that the answer is the other name; token for token as long.</param>
/// <param name="Metric">The indirect object's logit minus the subject's, at END.</param>
/// <param name="Io">Where the indirect object stands.</param>
/// <param name="S1">Where the subject stands first.</param>
/// <param name="End">The last word, after which the answer comes.</param>
sealed record MechanismPrompts(TokenBatch Clean, TokenBatch Swapped, LogitDifference Metric, IReadOnlyList<int> Io, IReadOnlyList<int> S1, IReadOnlyList<int> End)
{
    /// <summary>Throws unless all of it fits together and fits the model; the message lists every problem.</summary>
    public void Require(TransformerModel model)
    {
        Metric.Require(model, Clean);
        var problems = new List<string>();
        if (Swapped.Rows != Clean.Rows || Swapped.Length != Clean.Length)
            problems.Add($"The prompts are {Clean.Rows} of {Clean.Length} tokens, the swapped ones {Swapped.Rows} of {Swapped.Length}; values are exchanged position by position, so they have to be alike.");
        foreach (var (word, positions) in new[] { ("IO", Io), ("S1", S1), ("END", End) })
        {
            if (positions.Count != Clean.Rows) problems.Add($"There are {positions.Count} positions of {word} and {Clean.Rows} prompts; give one for each prompt.");
            foreach (var (row, at) in positions.Take(Clean.Rows).Index())
                if (at < 0 || at >= Clean.Length || !Clean.IsToken(row, at)) problems.Add($"{word} of prompt {row} is said to stand at {at}, where it has no token.");
        }
        if (problems.Count > 0) throw new ArgumentException(string.Join(Environment.NewLine, problems));
    }
}
