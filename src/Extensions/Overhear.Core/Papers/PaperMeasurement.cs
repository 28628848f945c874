namespace Overhear;

/// <summary>A number of ours for a paper's table. Plain data.</summary>
/// <param name="Value">The number, in the row's unit; null where it could not be measured.</param>
/// <param name="Remark">On what it was measured, or why it was not.</param>
public sealed record PaperMeasurement(double? Value, string Remark)
{
    /// <summary>No number, and why.</summary>
    public static PaperMeasurement NotRun(string why) => new(null, why);
}
