using TorchSharp;
using static TorchSharp.torch;

namespace Overhear;

/// <summary>
/// Path patching from the swapped prompts, to the logits and into the queries of name movers, as Wang et al. 2022 do it
/// (arXiv:2211.00593, section 3.1 and appendix B): all heads that do not send are held at their clean values, MLPs are live, norms are recomputed.
/// </summary>
/// <remarks>Numbers are changes of the mean logit difference in percent of its clean mean: negative where it becomes smaller, 0 where nothing changes.</remarks>
sealed class MoverPaths
{
    readonly TransformerModel model;
    readonly MechanismPrompts prompts;
    readonly float[][] clean, swapped; // by layer, z [batch, pos, head, d_head]
    readonly float[][] entering; // by layer, the clean residual stream before it [batch, pos, d_model]

    /// <summary>Runs the clean and the swapped prompts once each.</summary>
    public MoverPaths(TransformerModel model, MechanismPrompts prompts)
    {
        (this.model, this.prompts) = (model, prompts);
        (clean, entering) = Kept(prompts.Clean);
        (swapped, _) = Kept(prompts.Swapped);
        CleanMean = prompts.Metric.Of(model, prompts.Clean).Mean;
    }

    /// <summary>The mean logit difference of the clean prompts, in logits.</summary>
    public double CleanMean { get; }

    /// <summary>A head sends to the logits as in the swapped prompts, at all positions.</summary>
    public double ToLogits(HeadId sender) => From(sender.Layer, Percent, new RunOptions { Edits = Sending([sender], model.Config.Layers) });

    /// <summary>Heads send together into the movers' queries at END as in the swapped prompts, at all positions of their own.</summary>
    /// <param name="senders">At least one.</param>
    /// <param name="movers">At least one of them in a layer after the first sender's.</param>
    public double IntoQueries(IReadOnlyList<HeadId> senders, IReadOnlyList<HeadId> movers)
    {
        int[] layers = [.. movers.Select(mover => mover.Layer).Distinct()];
        var (first, stop) = (senders.Min(sender => sender.Layer), layers.Max() + 1);
        layers = [.. layers.Where(layer => layer >= first)]; // the queries of those before are clean
        return From(first, sent => From(layers.Min(), Percent, new RunOptions
        {
            Edits = [.. layers.Select(layer => Reading(sent[HookPoint.Q(layer)], movers.Where(mover => mover.Layer == layer), layer))],
        }), new RunOptions { Keep = HookSelection.Of(layers.Select(HookPoint.Q)), Edits = Sending(senders, stop), StopAtLayer = stop });
    }

    /// <summary>Runs the clean prompts from a layer on; nothing is changed before it.</summary>
    double From(int layer, Func<Run, double> read, RunOptions options)
    {
        using var scope = NewDisposeScope();
        var residual = tensor(entering[layer], [prompts.Clean.Rows, prompts.Clean.Length, model.Config.DModel]);
        return model.Inspect(prompts.Clean, read, options with { StartAtLayer = layer, StartResidual = residual, Logits = LogitsAt.Nowhere });
    }

    double Percent(Run patched) => 100 * (prompts.Metric.Read(model, patched).Mean - CleanMean) / CleanMean;

    /// <summary>The senders write as in the swapped prompts, all other heads as in the clean ones.</summary>
    /// <param name="stop">The layer before which the run stops.</param>
    IReadOnlyList<Hook> Sending(IReadOnlyList<HeadId> senders, int stop)
    {
        var first = senders.Min(sender => sender.Layer);
        return [.. Enumerable.Range(first, stop - first).Select(layer => Holding(layer, [.. senders.Where(sender => sender.Layer == layer)]))];
    }

    Hook Holding(int layer, IReadOnlyList<HeadId> senders) => new(HookPoint.Z(layer), live =>
    {
        using var scope = NewDisposeScope();
        var (held, other) = (tensor(clean[layer], live.shape), tensor(swapped[layer], live.shape));
        foreach (var sender in senders) held.select(2, sender.Head).copy_(other.select(2, sender.Head));
        return held.MoveToOuterDisposeScope();
    });

    /// <summary>The movers' queries at END are those of another run.</summary>
    /// <param name="sent">The layer's queries in that run [batch, pos, head, d_head].</param>
    Hook Reading(Tensor sent, IEnumerable<HeadId> movers, int layer) => new(HookPoint.Q(layer), live =>
    {
        using var scope = NewDisposeScope();
        var end = tensor(prompts.End.Select(at => (long)at).ToArray(), device: live.device).view(-1, 1, 1).expand(live.shape[0], 1, live.shape[3]);
        foreach (var mover in movers) live.select(2, mover.Head).scatter_(1, end, sent.select(2, mover.Head).gather(1, end));
        return live;
    });

    (float[][] WeightedValues, float[][] Residuals) Kept(TokenBatch tokens) => model.Inspect(tokens, run =>
    {
        float[][] Layers(Func<int, HookPoint> point) => [.. Enumerable.Range(0, model.Config.Layers).Select(layer => run[point(layer)].to(ScalarType.Float32).cpu().contiguous().data<float>().ToArray())];
        return (Layers(HookPoint.Z), Layers(HookPoint.ResidPre));
    }, new RunOptions { Keep = HookSelection.Kinds(HookKind.Z, HookKind.ResidPre), Logits = LogitsAt.Nowhere });
}
