using System.Globalization;

namespace Overhear.Interactive;

/// <summary>What a result was made with.</summary>
sealed class RunRecordFormatter : TableFormatter<RunRecord>
{
    public override Table ToTable(RunRecord value) => Table.OfFacts("Made with",
    [
        ("model", value.Model),
        ("hash of its weights", value.ModelHash),
        ("processing", value.Processing.Count == 0 ? "none: weights as stored" : string.Join(", ", value.Processing)),
        ("type of numbers", value.Dtype),
        ("device", value.Device),
        ("backend", value.Backend),
        ("seed", value.Seed?.ToString(CultureInfo.InvariantCulture)),
        ("Overhear", value.Overhear),
    ]);
}
