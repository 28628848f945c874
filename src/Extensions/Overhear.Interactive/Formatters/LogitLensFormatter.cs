namespace Overhear.Interactive;

/// <summary>What the logit lens read: the most probable next token before each layer, at each position.</summary>
sealed class LogitLensFormatter : TableFormatter<LogitLensResult>
{
    const int MostPositions = 16;

    public override Table ToTable(LogitLensResult value)
    {
        var shown = Math.Min(MostPositions, value.Prompt.Length);
        var first = value.Prompt.Length - shown; // the last positions are what a reader asks for
        var pieces = value.TopPieces();
        var probabilities = value.TopProbabilities();
        return new Table(
            ["layer", .. value.Prompt.Labels.Skip(first)],
            [.. value.LayerLabels.Select((label, layer) => (IReadOnlyList<string>)[label, .. Enumerable.Range(first, shown).Select(at => Cell(pieces[layer][at], probabilities[layer, at]))])],
            "Logit lens: the most probable next token, and its probability",
            first > 0 ? $"The last {shown} of {value.Prompt.Length} positions." : "");
    }

    static string Cell(string piece, double probability) => FormattableString.Invariant($"{piece} {100 * probability:0} %");
}
