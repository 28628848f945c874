namespace Overhear.Tests;

/// <summary>Byte-pair encoding as the papers write it: look at every pair, merge the best one, the leftmost of equals, until none is left.</summary>
static class LiteralMerges
{
    /// <param name="parts">The symbols.</param>
    /// <param name="rank">The rank of a pair, lower first; null where it does not merge.</param>
    public static List<string> Run(IEnumerable<string> parts, Func<string, string, double?> rank)
    {
        List<string> symbols = [.. parts];
        while (true)
        {
            var (best, at) = (double.PositiveInfinity, -1);
            for (var i = 0; i + 1 < symbols.Count; i++)
                if (rank(symbols[i], symbols[i + 1]) is { } found && found < best) (best, at) = (found, i);
            if (at < 0) return symbols;
            symbols[at] += symbols[at + 1];
            symbols.RemoveAt(at + 1);
        }
    }

    /// <summary>The code points of a text.</summary>
    public static IEnumerable<string> Characters(string text) => text.EnumerateRunes().Select(rune => rune.ToString());
}
