namespace Overhear;

/// <summary>
/// Sequences of random tokens "a b c d ... d c b a": pairs, and then the second token of each pair, in random order, followed by the first.
/// The core of <see cref="ColoredObjects"/>: a color stands before its object, and the object is asked for.
/// </summary>
static class RandomLookups
{
    /// <summary>Draws a sequence of ids from 0 to below <paramref name="vocabulary"/>, none of them twice in the pairs.</summary>
    public static LookupSequence Draw(SeededRandom random, int vocabulary, int pairs, int? bos) => Draw(() => random.Next(vocabulary), vocabulary, random, pairs, bos);

    /// <summary>Draws from ids that are given, all different.</summary>
    public static LookupSequence Draw(SeededRandom random, IReadOnlyList<int> ids, int pairs, int? bos) => Draw(() => random.Choose(ids), ids.Count, random, pairs, bos);

    static LookupSequence Draw(Func<int> next, int available, SeededRandom random, int pairs, int? bos)
    {
        if (pairs < 1 || 2 * pairs >= available) throw new ArgumentOutOfRangeException(nameof(pairs), pairs, $"There are {available} tokens to draw pairs from; give 1 to {(available - 1) / 2} pairs.");
        var seen = new HashSet<int>();
        if (bos is { } id) seen.Add(id);
        int Fresh()
        {
            int token;
            do token = next();
            while (!seen.Add(token));
            return token;
        }
        List<int> ids = bos is { } start ? [start] : [];
        List<(int First, int Second)> drawn = [.. Enumerable.Range(0, pairs).Select(_ => (Fresh(), Fresh()))];
        foreach (var (first, second) in drawn) ids.AddRange([first, second]);
        var answers = new List<int>();
        foreach (var (first, second) in random.Shuffle(drawn))
        {
            ids.AddRange([second, first]);
            answers.Add(ids.Count - 1);
        }
        return new LookupSequence(ids, answers);
    }
}
