namespace Overhear;

/// <summary>Figures of <see cref="AttentionByDistanceResult"/>.</summary>
public static class AttentionByDistanceFigures
{
    const int PiecesShown = 15;

    /// <summary>The mean attention of the heads that stand out most, each at a distance of its own, over the distance; and that of a head that looks at all tokens equally.</summary>
    /// <param name="result">The means.</param>
    /// <param name="count">How many heads at most; at least 1.</param>
    /// <param name="title">The title.</param>
    /// <param name="notice">What a reader should look for.</param>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than one head is asked for.</exception>
    public static LineFigure ToLines(this AttentionByDistanceResult result, int count = 4, string title = "How far back heads look", string notice = "")
    {
        LineSeries Curve(string name, Func<int, double> height) => new(name, result.Distances.Select(distance => (double)distance), result.Distances.Select(height));
        var heads = result.Positional(count).Select(peak => Curve($"head {peak.Head}: {peak.Distance} back", distance => result[peak.Head, distance]));
        return Figure.Lines(title, heads.Append(Curve("all tokens equally", result.Equal)), "distance back", "mean attention", xUnit: "tokens") with
        {
            Subtitle = Subtitle(result),
            Notice = notice,
            Notes = [FigureNotes.Of(result.Record)],
        };
    }

    static string Subtitle(AttentionByDistanceResult result)
    {
        var (count, shortest, longest) = (result.Lengths.Count, result.Lengths.Min(), result.Lengths.Max());
        var tokens = shortest == longest ? $"{longest}" : $"{shortest} to {longest}";
        var beginning = string.Concat(result.First.Pieces.Take(PiecesShown));
        return count == 1 ? $"a prompt of {tokens} tokens, which begins “{beginning}”" : $"{count} prompts of {tokens} tokens; the first begins “{beginning}”";
    }
}
