namespace Overhear;

/// <summary>
/// What inhibition heads say of the name that comes twice: its token, or the position that it repeats (Wang et al. 2022, arXiv:2211.00593,
/// appendix A, figure 9). Their outputs are taken from twins in which one or both are others.
/// </summary>
/// <remarks>The weighted values (z) of all given heads at the last token are replaced in one pass, everything after them live.</remarks>
public static class InhibitionSignals
{
    /// <summary>The logit difference by token and position signal.</summary>
    /// <param name="model">The model.</param>
    /// <param name="set">Prompts with the twins of <see cref="SignalTwins"/>.</param>
    /// <param name="heads">The heads.</param>
    /// <remarks>Eleven forward passes.</remarks>
    /// <exception cref="ArgumentException">There is no head, one is not the model's, or a prompt lacks a twin.</exception>
    public static InhibitionSignalsResult Of(TransformerModel model, TaskSet set, IReadOnlyList<HeadId> heads)
    {
        EndOutputs.Require(model, heads);
        string?[] twins = [null, SignalTwins.PositionInverted, SignalTwins.TokenRandom, SignalTwins.TokenRandomPositionInverted, SignalTwins.TokenInverted, SignalTwins.TokenInvertedPositionInverted];
        var batches = twins.Select(twin => twin is null ? set.Batch : set.Twin(twin)).ToList();
        List<PromptValues> found = [];
        foreach (var batch in batches)
        {
            Work.Current.Step("Inhibition signals", found.Count, batches.Count);
            found.Add(EndOutputs.Use(model, set.Batch, heads, batch, HookSelection.None, run => set.Metric.Read(model, run)));
        }
        Work.Current.Step("Inhibition signals", batches.Count, batches.Count);
        return new InhibitionSignalsResult(found, model.Record());
    }
}
