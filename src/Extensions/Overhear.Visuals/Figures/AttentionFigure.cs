namespace Overhear;

/// <summary>Where heads look on a prompt: one head's pattern at a time, queries downwards and keys to the right, with a picker for the other heads.</summary>
/// <remarks>All patterns travel with the figure, so that the picker works in a saved page too. They are kept to 4 decimal places.</remarks>
public sealed record AttentionFigure : Figure
{
    /// <summary>Shows the patterns of some heads.</summary>
    /// <param name="title">The title.</param>
    /// <param name="tokens">The prompt's tokens as text.</param>
    /// <param name="heads">The heads' patterns.</param>
    /// <exception cref="ArgumentException">There is no head, one comes twice, or a pattern does not fit the tokens.</exception>
    public AttentionFigure(string title, IEnumerable<string> tokens, IEnumerable<HeadPattern> heads) : base(title)
    {
        (Tokens, Heads) = ([.. tokens], [.. heads]);
        List<string> problems = [];
        if (Tokens.Count == 0)
            problems.Add("there is no token, and at least one is needed");
        if (Heads.Count == 0)
            problems.Add("there is no head, and at least one is needed");
        foreach (var pattern in Heads.Where(pattern => pattern.Length != Tokens.Count))
            problems.Add($"head {pattern.Head} has a pattern of {pattern.Length} by {pattern.Length}, and there are {Tokens.Count} tokens");
        foreach (var twice in Heads.GroupBy(pattern => pattern.Head).Where(group => group.Count() > 1))
            problems.Add($"head {twice.Key} is given {twice.Count()} times, and may come once");
        if (problems.Count > 0)
            throw new ArgumentException($"The attention cannot be drawn: {string.Join("; ", problems)}.");
        Initial = Heads[0].Head;
    }

    /// <summary>The prompt's tokens as text.</summary>
    public IReadOnlyList<string> Tokens { get; }

    /// <summary>The heads' patterns, in the order of the picker.</summary>
    public IReadOnlyList<HeadPattern> Heads { get; }

    /// <summary>The head that is shown first.</summary>
    /// <exception cref="ArgumentException">The figure has no such head.</exception>
    public HeadId Initial
    {
        get;
        init => field = Heads.Any(pattern => pattern.Head == value)
            ? value
            : throw new ArgumentException($"The figure has no head {value}; it has {string.Join(", ", Heads.Select(pattern => pattern.Head))}.", nameof(Initial));
    }

    /// <summary>Whether no position looks ahead: what lies right of the diagonal is exactly 0 in every head.</summary>
    internal bool IsCausal => Heads.All(pattern =>
    {
        for (var query = 0; query < pattern.Length; query++)
            for (var key = query + 1; key < pattern.Length; key++)
                if (pattern[query, key] != 0)
                    return false;
        return true;
    });
}
