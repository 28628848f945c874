using System.Globalization;

namespace Overhear;

static class AttentionText
{
    const string Shades = "·░▒▓█";

    public static IEnumerable<string> Lines(AttentionFigure figure, TextLimits limits)
    {
        var pattern = figure.Heads.Single(pattern => pattern.Head == figure.Initial);
        var others = figure.Heads.Count - 1;
        yield return $"head {figure.Initial}{(others == 0 ? "" : others == 1 ? " (1 other head in the interactive figure)" : $" ({others} other heads in the interactive figure)")}";
        var table = new TextTable()
            .Column("", right: true).Column("query").Column("looks most at").Column("weight", right: true)
            .Column($"keys 0 to {(figure.Tokens.Count - 1).ToString(CultureInfo.InvariantCulture)}", most: Math.Max(12, limits.Width - 60));
        for (var query = 0; query < pattern.Length; query++)
        {
            var most = Enumerable.Range(0, pattern.Length).MaxBy(key => pattern[query, key]);
            table.Row(
                query.ToString(CultureInfo.InvariantCulture), VisibleText.OfToken(figure.Tokens[query]),
                $"{most.ToString(CultureInfo.InvariantCulture)} {VisibleText.OfToken(figure.Tokens[most])}",
                pattern[query, most].ToString("0.000", CultureInfo.InvariantCulture), Shaded(pattern, query, figure.IsCausal ? query + 1 : pattern.Length));
        }
        foreach (var line in table.Lines(limits))
            yield return line;
        yield return "· below 0.05  ░ to 0.25  ▒ to 0.5  ▓ to 0.75  █ above";
    }

    static string Shaded(HeadPattern pattern, int query, int keys) => string.Concat(Enumerable.Range(0, keys).Select(key => Shades[pattern[query, key] switch
    {
        < 0.05 => 0,
        < 0.25 => 1,
        < 0.5 => 2,
        < 0.75 => 3,
        _ => 4,
    }]));
}
