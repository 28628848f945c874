namespace Overhear;

/// <summary>Tables of a paper's numbers beside ours.</summary>
public static class PaperFigures
{
    /// <summary>Each number of a paper, ours beside it, and how they compare.</summary>
    /// <param name="checks">The comparisons.</param>
    /// <param name="title">The title.</param>
    /// <param name="notice">What a reader should look for.</param>
    /// <exception cref="ArgumentException">There is no comparison.</exception>
    public static TableFigure ToTable(this IEnumerable<PaperCheck> checks, string title = "The paper's numbers and ours", string notice = "")
    {
        List<PaperCheck> shown = [.. checks];
        string[] models = [.. shown.Select(check => check.Paper.Model).Distinct()], remarks = [.. shown.Select(check => check.Remark).Where(remark => remark.Length > 0).Distinct()];
        string[] Model(string text) => models.Length > 1 ? [text] : [];
        var ofAll = remarks.Length == 1 && shown.All(check => check.Remark.Length > 0) ? remarks[0] : null; // said once, below
        string[] Remark(string text) => remarks.Length > 0 && ofAll is null ? [text] : [];
        return Figure.Table(title, ["", "quantity", models is [var one] ? $"paper, {one}" : "paper", "ours", .. Model("paper's model"), "source", .. Remark("remark")], shown.Select(check => (string[])
        [
            Verdict(check), check.Paper.Quantity, check.Paper.Shown, check.OursShown, .. Model(check.Paper.Model), check.Paper.Source, .. Remark(check.Remark),
        ])) with
        {
            Notice = notice, Notes = ofAll is null ? [] : [$"{char.ToUpperInvariant(ofAll[0])}{ofAll[1..]}."],
        };
    }

    static string Verdict(PaperCheck check) => check.Verdict != PaperVerdict.NotRun ? check.Verdict.ToString().ToLowerInvariant() : check.Ours is null ? "not run" : "not compared";
}
