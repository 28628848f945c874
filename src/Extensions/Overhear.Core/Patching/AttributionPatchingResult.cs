namespace Overhear;

/// <summary>Estimates of activation patching for every head, with those that were checked. Plain data.</summary>
public sealed class AttributionPatchingResult : IResult<AttributionPatchingResult>
{
    internal AttributionPatchingResult(HeadEffects estimates, IReadOnlyList<AttributionCheckRow> checks, RunRecord record)
    {
        (Record, Estimates) = (record, estimates.With(record));
        Checks = [.. checks.Select(check => check with
        {
            Estimate = check.Estimate.As("estimated change of the logit difference", LogitDifference.Unit, record), Exact = check.Exact.As("exact change of the logit difference", LogitDifference.Unit, record),
        })];
    }

    /// <summary>The estimate of every head, in logits: gradient times change, summed over positions.</summary>
    public HeadEffects Estimates { get; }

    /// <summary>The heads that were patched: those with the largest estimates, largest first, then those that were drawn from the rest.</summary>
    public IReadOnlyList<AttributionCheckRow> Checks { get; }

    /// <summary>What it was made with.</summary>
    public RunRecord Record { get; }

    /// <summary>The smallest exact effect, in size, of the heads with the largest estimates: what a missed head would have to exceed.</summary>
    public double LeastOfTop => Checks.Where(check => check.IsTop).Min(check => Math.Abs(check.Exact.Mean));

    /// <summary>How many of the heads that were drawn from the rest exceed it: heads that the estimates missed.</summary>
    public int Missed => Checks.Count(check => !check.IsTop && Math.Abs(check.Exact.Mean) > LeastOfTop);

    /// <summary>The share of the rest, 0 to 1, that was missed at most, with 95 % confidence (Clopper and Pearson 1934, one-sided); 1 where none was drawn, 0 where there is no rest.</summary>
    public double MissedAtMost
    {
        get
        {
            var (drawn, rest) = (Checks.Count(check => !check.IsTop), Estimates.Heads.Count - Checks.Count(check => check.IsTop));
            if (rest == 0) return 0;
            if (drawn == rest) return (double)Missed / rest;
            return Math.Ceiling(Binomial.UpperBound(Missed, drawn, .95) * rest) / rest;
        }
    }

    void IResult.Describe(ResultContent content)
    {
        Estimates.AddTo(content, "estimates");
        content.Axis("check", Checks.Count)
            .Texts("checked", "heads that were patched", ["check"], Checks.Select(check => $"{check.Head}")).Integers("is_top", "1 for heads with the largest estimates", ["check"], Checks.Select(check => check.IsTop ? 1 : 0))
            .Numbers("estimate", Checks[0].Estimate.Name, LogitDifference.Unit, ["check", "prompt"], Checks.SelectMany(check => check.Estimate.Values)).Numbers("exact", Checks[0].Exact.Name, LogitDifference.Unit, ["check", "prompt"], Checks.SelectMany(check => check.Exact.Values));
    }

    static AttributionPatchingResult IResult<AttributionPatchingResult>.Read(ResultReader reader)
    {
        var (heads, top) = (reader.Texts("checked", "check"), reader.Integers("is_top", "check"));
        PromptValues[] Values(string table) => [.. reader.Numbers(table, "check", "prompt").Chunk(Math.Max(1, reader.Size("prompt"))).Select(values => new PromptValues(values))];
        var (estimates, exact) = (Values("estimate"), Values("exact"));
        return new AttributionPatchingResult(HeadEffects.From(reader, "estimates"), [.. heads.Select((head, at) => new AttributionCheckRow(HeadId.Parse(head), top[at] == 1, estimates[at], exact[at]))], reader.Record);
    }
}
