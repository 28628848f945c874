using System.Globalization;

namespace Overhear.Interactive;

/// <summary>A prompt's tokens: position, piece and id, and whether BOS stands in front.</summary>
sealed class PromptFormatter : TableFormatter<Prompt>
{
    const int Most = 200;

    public override Table ToTable(Prompt value) => new(
        ["position", "piece", "id"],
        [.. Enumerable.Range(0, Math.Min(Most, value.Length)).Select(at => (IReadOnlyList<string>)[Whole(at), value.Pieces[at], Whole(value.Ids[at])])],
        $"{value.Length} tokens",
        $"BOS: {Whole(value.BosCount)} ({value.BosReason}){(value.BosCount > 1 ? "; more than one is nearly always a mistake" : "")}."
        + (value.Length > Most ? $" The first {Most} of {value.Length} tokens." : ""));

    static string Whole(int number) => number.ToString(CultureInfo.InvariantCulture);
}
