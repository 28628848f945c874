namespace Overhear;

/// <summary>What a figure says of the run behind it.</summary>
static class FigureNotes
{
    /// <summary>The same where it is known.</summary>
    public static IEnumerable<string> Where(RunRecord? record) => record is null ? [] : [Of(record)];

    public static string Of(RunRecord record) =>
        $"{record.Model} (weights {record.ModelHash}{(record.Processing.Count == 0 ? ", as stored" : $", {string.Join(", ", record.Processing)}")}), {record.Dtype} on {record.Device}.";
}
