namespace Overhear.Interactive;

/// <summary>Which heads' patterns there are, on which prompt, and where each of them looks.</summary>
sealed class AttentionPatternsFormatter : TableFormatter<AttentionPatternsResult>
{
    const int MostHeads = 40;

    public override Table ToTable(AttentionPatternsResult value)
    {
        var backs = Math.Min(3, value.Prompt.Length);
        return new Table(
            ["head", .. Enumerable.Range(0, backs).Select(back => back == 0 ? "to the token itself" : $"{back} back")],
            [.. value.Heads.Take(MostHeads).Select(head => (IReadOnlyList<string>)[$"{head}", .. Enumerable.Range(0, backs).Select(back => Number.Short(value.MeanAttentionBack(head, back)))])],
            $"Mean attention over {value.Prompt.Length} tokens",
            value.Heads.Count > MostHeads ? $"The first {MostHeads} of {value.Heads.Count} heads." : "");
    }
}
