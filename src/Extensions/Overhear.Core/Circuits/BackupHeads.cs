namespace Overhear;

/// <summary>
/// What other heads write once some heads are gone (Wang et al. 2022, arXiv:2211.00593, section 3.4: backup name movers): the share of the
/// logit difference that every head writes, before and after.
/// </summary>
/// <remarks>The heads that go are held at their means over corrupted twins of their template (<see cref="CircuitFaithfulness"/>); shares are those of <see cref="DirectLogitAttribution"/>.</remarks>
public static class BackupHeads
{
    /// <summary>The shares of all heads, without the given ones.</summary>
    /// <param name="model">The model.</param>
    /// <param name="set">The prompts, several of each template.</param>
    /// <param name="removed">The heads that go, each at its positions.</param>
    /// <param name="reference">The twin over which means are taken.</param>
    /// <remarks>Three forward passes.</remarks>
    /// <exception cref="ArgumentException">The circuit has no head or one that the model has not, or a prompt has no such twin or position.</exception>
    public static BackupHeadsResult Of(TransformerModel model, TaskSet set, HeadCircuit removed, string reference = IndirectObject.Abc) =>
        KnockoutRuns.Use(model, set, removed, reference, runs =>
        {
            var before = DirectLogitAttribution.Of(model, set.Batch, set.Metric);
            var (total, heads) = runs.AttributionWithout(removed.Heads);
            return new BackupHeadsResult(removed, before.Total, total, before.Heads, heads, model.Record());
        });
}
