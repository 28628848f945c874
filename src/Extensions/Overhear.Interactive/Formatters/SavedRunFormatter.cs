namespace Overhear.Interactive;

/// <summary>What a file of activations holds: places and shapes.</summary>
sealed class SavedRunFormatter : TableFormatter<SavedRun>
{
    const int Most = 100;

    public override Table ToTable(SavedRun value) => new(
        ["place", "shape"],
        [.. value.Points.Take(Most).Select(point => (IReadOnlyList<string>)[point.Name, $"[{string.Join(", ", value.Shape(point))}]"])],
        FormattableString.Invariant($"Activations of {value.Record.Model} on {value.Tokens.Rows} rows of {value.Tokens.Length} tokens{(value.HasLogits ? ", with logits" : "")}"),
        value.Points.Count > Most ? $"The first {Most} of {value.Points.Count} places." : "");
}
