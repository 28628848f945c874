namespace Overhear;

/// <summary>How senders stand in the table of a sweep: layers by heads and MLP, the embedding in a row of its own.</summary>
static class PathRows
{
    public const string Embedding = "embedding";

    public static IReadOnlyList<string> Rows(TransformerConfig c, IReadOnlyList<PathSender> senders) =>
        [.. senders.Contains(PathSender.Embedding) ? [Embedding] : Array.Empty<string>(), .. Enumerable.Range(0, c.Layers).Select(layer => $"{layer}")];

    public static IReadOnlyList<string> Columns(TransformerConfig c, IReadOnlyList<PathSender> senders) =>
        [.. Enumerable.Range(0, c.Heads).Select(head => $"{head}"), .. senders.Any(sender => sender.Head is null) ? ["MLP"] : Array.Empty<string>()];

    public static (int Row, int Column) Cell(TransformerConfig c, IReadOnlyList<PathSender> senders, PathSender sender)
    {
        var first = senders.Contains(PathSender.Embedding) ? 1 : 0;
        return (sender.Layer < 0 ? 0 : first + sender.Layer, sender.Head?.Head ?? c.Heads);
    }
}
