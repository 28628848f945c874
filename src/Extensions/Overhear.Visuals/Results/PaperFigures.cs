namespace Overhear;

/// <summary>Tables of a paper's numbers beside ours.</summary>
public static class PaperFigures
{
    /// <summary>Each number of a paper, ours beside it, and how they compare.</summary>
    /// <param name="checks">The comparisons.</param>
    /// <param name="title">The title.</param>
    /// <param name="notice">What a reader should look for.</param>
    public static TableFigure ToTable(this IEnumerable<PaperCheck> checks, string title = "The paper's numbers and ours", string notice = "") => Figure.Table(
        title, ["", "quantity", "model", "paper", "ours", "source", "remark"], checks.Select(check => new[]
        {
            check.Verdict == PaperVerdict.NotRun ? "not run" : check.Verdict.ToString().ToLowerInvariant(), check.Paper.Quantity, check.Paper.Model, check.Paper.Shown, check.OursShown, check.Paper.Source, check.Remark,
        })) with
    {
        Notice = notice,
    };
}
