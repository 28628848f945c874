namespace Overhear;

/// <summary>
/// Sequences of random tokens that are repeated: what induction heads show themselves on (Elhage et al. 2021, "A Mathematical
/// Framework for Transformer Circuits"; Olsson et al. 2022, arXiv:2209.11895). There is nothing to know but what stood before.
/// </summary>
public static class RepeatedTokens
{
    /// <summary>Draws sequences. The same arguments give the same sequences.</summary>
    /// <param name="vocabulary">Ids from 0 to below this are drawn, each equally likely, but for <paramref name="bos"/>.</param>
    /// <param name="count">How many sequences; at least 1.</param>
    /// <param name="period">How many tokens are repeated; at least 1.</param>
    /// <param name="seed">Any number.</param>
    /// <param name="times">How often they stand; at least 2.</param>
    /// <param name="bos">The id that is put in front, or null.</param>
    /// <exception cref="ArgumentException">A number is too small; the message lists every problem.</exception>
    public static IReadOnlyList<RepeatedSequence> Generate(int vocabulary, int count, int period, long seed, int times = 2, int? bos = null)
    {
        var problems = new List<string>();
        void AtLeast(int least, int given, string what)
        {
            if (given < least) problems.Add($"{what} is {given}; it is at least {least}.");
        }
        AtLeast(2, vocabulary, "The vocabulary");
        AtLeast(1, count, "The number of sequences");
        AtLeast(1, period, "The number of repeated tokens");
        AtLeast(2, times, "How often they stand");
        if (problems.Count > 0) throw new ArgumentException(string.Join(" ", problems));
        var random = new SeededRandom(seed);
        return [.. Enumerable.Range(0, count).Select(_ => Draw(random, vocabulary, period, times, bos))];
    }

    internal static RepeatedSequence Draw(SeededRandom random, int vocabulary, int period, int times, int? bos) => Draw(() => random.Next(vocabulary), period, times, bos);

    /// <summary>Draws from ids that are given, each equally likely.</summary>
    internal static RepeatedSequence Draw(SeededRandom random, IReadOnlyList<int> ids, int period, int times, int? bos) => Draw(() => random.Choose(ids), period, times, bos);

    static RepeatedSequence Draw(Func<int> next, int period, int times, int? bos)
    {
        var round = new int[period];
        for (var i = 0; i < period; i++)
        {
            do round[i] = next();
            while (round[i] == bos);
        }
        IEnumerable<int> ids = Enumerable.Repeat(round, times).SelectMany(ids => ids);
        return new RepeatedSequence([.. bos is { } id ? ids.Prepend(id) : ids], bos is null ? 0 : 1, period);
    }
}
