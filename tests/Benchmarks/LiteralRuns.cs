using TorchSharp;
using static TorchSharp.torch;

namespace Overhear.Benchmarks;

/// <summary>The literal loop: one full forward pass an intervention, all positions and logits, with values of runs that were made before.</summary>
sealed class LiteralRuns : IDisposable
{
    readonly TransformerModel model;
    readonly TwinPrompts twins;
    readonly Dictionary<HookPoint, Tensor> clean, corrupted;

    public LiteralRuns(TransformerModel model, TwinPrompts twins)
    {
        (this.model, this.twins) = (model, twins);
        (clean, corrupted) = (Kept(twins.Clean), Kept(twins.Corrupted));
    }

    /// <summary>What a place was in the clean run; not to be changed.</summary>
    public Tensor Clean(HookPoint point) => clean[point];

    /// <summary>What a place was in the corrupted run; not to be changed.</summary>
    public Tensor Corrupted(HookPoint point) => corrupted[point];

    /// <summary>The logit difference of every prompt of a run.</summary>
    public double[] Differences(IReadOnlyList<Hook> edits) => model.Inspect(twins.Clean, Read, RunOptions.Editing(edits));

    /// <summary>The edits of a path's first pass: a sender as in the corrupted run, all other heads as in the clean one, and MLPs too where they are held.</summary>
    public IReadOnlyList<Hook> Holding(PathSender sender, bool mlps)
    {
        List<Hook> edits = [];
        for (var layer = 0; layer < model.Config.Layers; layer++)
        {
            foreach (var point in mlps ? new[] { HookPoint.Z(layer), HookPoint.MlpOut(layer) } : [HookPoint.Z(layer)])
                edits.Add(new Hook(point, live =>
                {
                    live.copy_(clean[point]);
                    if (point == sender.Point && sender.Head is { } head) live.select(2, head.Head).copy_(corrupted[point].select(2, head.Head));
                    else if (point == sender.Point) live.copy_(corrupted[point]);
                    return live;
                }));
        }
        return edits;
    }

    /// <summary>The query, key or value of a receiver with one sender's change in the residual stream before it, all else clean [batch, pos, d_head]; no pass. To be disposed of.</summary>
    public Tensor Received(PathSender sender, PathReceiver receiver)
    {
        using var scope = NewDisposeScope();
        using var mode = no_grad();
        var (c, w) = (model.Config, model.Weights.Blocks[receiver.Layer]);
        var change = corrupted[sender.Point] - clean[sender.Point];
        if (sender.Head is { } head) change = Linear.Apply(change.select(2, head.Head), model.Weights.Blocks[head.Layer].O.narrow(1, (long)head.Head * c.DHead, c.DHead), null);
        var normed = Norm.Apply(clean[HookPoint.ResidPre(receiver.Layer)].add(change, 1), w.Ln1Weight, w.Ln1Bias, c);
        var start = (receiver.Kind switch { HookKind.Q => 0L, HookKind.K => c.Heads, _ => (long)c.Heads + c.KeyValueHeads } + receiver.Head) * c.DHead;
        return Linear.Apply(normed, w.Qkv.narrow(0, start, c.DHead), w.QkvBias?.narrow(0, start, c.DHead)).DetachFromDisposeScope();
    }

    /// <summary>What a place is in a run of the clean prompts with edits.</summary>
    public Tensor Read(HookPoint point, IReadOnlyList<Hook> edits)
    {
        Tensor? found = null;
        model.Inspect(twins.Clean, run =>
        {
            found = run[point].clone().DetachFromDisposeScope();
            return run.Logits.numel();
        }, new RunOptions { Keep = HookSelection.Of(point), Edits = edits });
        return found!;
    }

    /// <summary>Frees the runs.</summary>
    public void Dispose()
    {
        foreach (var tensor in clean.Values.Concat(corrupted.Values)) tensor.Dispose();
    }

    double[] Read(Run run)
    {
        using var scope = NewDisposeScope();
        return [.. Enumerable.Range(0, twins.Count).Select(row => (double)(run.Logits[row, -1, twins.Metric.Correct[row]] - run.Logits[row, -1, twins.Metric.Wrong[row]]).item<float>())];
    }

    Dictionary<HookPoint, Tensor> Kept(TokenBatch tokens)
    {
        var kept = new Dictionary<HookPoint, Tensor>();
        model.Inspect(tokens, run =>
        {
            foreach (var point in run.Cache.Points) kept[point] = run[point].clone().DetachFromDisposeScope();
            return 0;
        }, RunOptions.Keeping(HookSelection.Kinds(HookKind.Z, HookKind.MlpOut, HookKind.ResidPre)));
        return kept;
    }
}
