using TorchSharp;
using static TorchSharp.torch;

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
        if (heads.Count == 0) throw new ArgumentException("There is no head; at least one is needed.", nameof(heads));
        foreach (var head in heads) model.Require(head);
        string?[] twins = [null, SignalTwins.PositionInverted, SignalTwins.TokenRandom, SignalTwins.TokenRandomPositionInverted, SignalTwins.TokenInverted, SignalTwins.TokenInvertedPositionInverted];
        var batches = twins.Select(twin => twin is null ? set.Batch : set.Twin(twin)).ToList();
        List<PromptValues> found = [];
        foreach (var batch in batches)
        {
            Work.Current.Step("Inhibition signals", found.Count, batches.Count);
            found.Add(Patched(model, set, heads, batch));
        }
        Work.Current.Step("Inhibition signals", batches.Count, batches.Count);
        return new InhibitionSignalsResult(found, model.Record());
    }

    static PromptValues Patched(TransformerModel model, TaskSet set, IReadOnlyList<HeadId> heads, TokenBatch source)
    {
        HookPoint[] points = [.. heads.Select(head => head.Layer).Distinct().Select(HookPoint.Z)];
        return model.Inspect(source, from => model.Inspect(set.Batch, run => set.Metric.Read(model, run), new RunOptions
        {
            Edits = [.. points.Select(point => new Hook(point, z =>
            {
                using var scope = NewDisposeScope();
                foreach (var head in heads.Where(head => head.Layer == point.Layer))
                    foreach (var row in Enumerable.Range(0, set.Count))
                        z[row, set.Batch.LastPosition(row), head.Head].copy_(from[point][row, set.Batch.LastPosition(row), head.Head]);
                return z;
            }))],
            Logits = LogitsAt.Nowhere,
        }), RunOptions.Keeping(HookSelection.Of(points)) with { Logits = LogitsAt.Nowhere });
    }
}
