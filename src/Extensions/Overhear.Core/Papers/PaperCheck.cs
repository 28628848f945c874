namespace Overhear;

/// <summary>A paper's number with ours beside it. Plain data; made by <see cref="PaperNumber.Compare"/>.</summary>
public sealed record PaperCheck
{
    internal PaperCheck(PaperNumber paper, double? ours, PaperVerdict verdict, string remark) => (Paper, Ours, Verdict, Remark) = (paper, ours, verdict, remark);

    /// <summary>The paper's number.</summary>
    public PaperNumber Paper { get; }

    /// <summary>Ours, in its unit; null where there is none. Where the verdict is not run, it is of another model than the paper's.</summary>
    public double? Ours { get; }

    /// <summary>How ours stands to it.</summary>
    public PaperVerdict Verdict { get; }

    /// <summary>What has to be said of ours, or why there is none.</summary>
    public string Remark { get; }

    /// <summary>Ours as text of four digits with its unit; a dash where there is none.</summary>
    public string OursShown => Ours is { } value ? FormattableString.Invariant($"{Math.Round(value, Decimals(value)):0.####}{(Paper.Unit.Length == 0 ? "" : " ")}{Paper.Unit}") : "–";

    static int Decimals(double value) => value == 0 || !double.IsFinite(value) ? 0 : Math.Clamp(3 - (int)Math.Floor(Math.Log10(Math.Abs(value))), 0, 4);

    /// <summary>Verdict, quantity, the paper's number and ours.</summary>
    public override string ToString()
    {
        var verdict = Verdict == PaperVerdict.NotRun ? "not run" : Verdict.ToString().ToLowerInvariant();
        return $"{verdict}: {Paper.Quantity}, {Paper.Model}: paper {Paper.Shown} ({Paper.Source}), ours {OursShown}{(Remark.Length == 0 ? "" : $"; {Remark}")}";
    }
}
