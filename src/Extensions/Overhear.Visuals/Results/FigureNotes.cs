namespace Overhear;

/// <summary>What a figure says of the run behind it.</summary>
static class FigureNotes
{
    public static string Of(RunRecord record) =>
        $"{record.Model} (weights {record.ModelHash}{(record.Processing.Count == 0 ? ", as stored" : $", {string.Join(", ", record.Processing)}")}), {record.Dtype} on {record.Device}.";
}
