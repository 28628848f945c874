using TorchSharp;
using static TorchSharp.torch;

namespace Overhear;

/// <summary>The patched runs of paths from some senders at a time: first to the receivers, then from them on.</summary>
sealed class PathRuns : IDisposable
{
    readonly PatchRuns runs;
    readonly IReadOnlyList<PathReceiver> receivers;
    readonly IReadOnlyList<int>? at; // the receivers' position in each prompt
    readonly SuffixHold hold;
    readonly SuffixPass way, onward;
    readonly SenderChanges changes;

    public PathRuns(PatchRuns runs, IReadOnlyList<PathReceiver> receivers, string? receiversAt, PathPatchingOptions options)
    {
        (this.runs, this.receivers) = (runs, receivers);
        var (twins, device) = (runs.Twins, runs.Model.TorchDevice);
        var sent = options.SendersAt is { } role ? twins.At(role) : null;
        var starts = sent ?? runs.Starts;
        at = receivers.Count == 0 ? runs.Ends : receiversAt is null ? null : twins.At(receiversAt);
        // Where no head on the way is live, a row is changed by what is written to it and by nothing else.
        var isHeld = options.Semantics is PathSemantics.Direct or PathSemantics.ThroughMlps || (options.Semantics == PathSemantics.FrozenAtPosition && sent is null);
        var reached = at ?? runs.Ends;
        var window = isHeld && at is not null ? RowWindow.Single(twins.Clean, at, device) : RowWindow.Suffix(twins.Clean, starts, reached, device);
        hold = new SuffixHold(isHeld, options.Semantics == PathSemantics.Direct, options.Semantics == PathSemantics.FrozenAtPosition && !isHeld ? window.Mask(sent) : null);
        way = new SuffixPass(runs.Model, runs.Plain, window);
        changes = new SenderChanges(runs, window, sent);
        onward = receivers.Count == 0 ? way : new SuffixPass(runs.Model, runs.Plain, RowWindow.Suffix(twins.Clean, at ?? starts, runs.Ends, device));
    }

    /// <summary>The most rows that a variant has.</summary>
    public int Rows => Math.Max(way.Window.Count, onward.Window.Count);

    /// <summary>By how much each sender changes what it writes, in each prompt; NaN where it does not send, or nothing of it can arrive [sender][prompt].</summary>
    public IReadOnlyList<double[]> Sizes(IReadOnlyList<PathSender> senders)
    {
        var sizes = changes.Sizes(senders);
        for (var sender = 0; sender < senders.Count; sender++)
            if (receivers.Count > 0 && !receivers.Any(receiver => receiver.ComesAfter(senders[sender], runs.Model.Config)))
                for (var prompt = 0; prompt < runs.Twins.Count; prompt++) sizes[prompt, sender] = double.NaN;
        if (at is not null)
            for (var prompt = 0; prompt < runs.Twins.Count; prompt++)
                if (!runs.Reaches(prompt, at[prompt]))
                    for (var sender = 0; sender < senders.Count; sender++) sizes[prompt, sender] = double.NaN;
        return [.. Enumerable.Range(0, senders.Count).Select(sender => Enumerable.Range(0, runs.Twins.Count).Select(prompt => sizes[prompt, sender]).ToArray())];
    }

    /// <summary>The residual stream that leaves the last layer, at the end [prompt, sender, d_model]; senders stand in the order of their layers.</summary>
    public Tensor Ends(IReadOnlyList<PathSender> senders) => Ends(senders.Count, () => changes.Entries(senders), null);

    /// <summary>The same where the senders of each group send together [prompt, group, d_model].</summary>
    public Tensor EndsOfGroups(IReadOnlyList<SenderGroup> groups)
    {
        using var scope = NewDisposeScope();
        var senders = groups.SelectMany(group => group.Senders).Distinct().ToLookup(sender => sender.Point);
        var first = senders.Min(of => of.First().Layer);
        Tensor SendsIn(PathSender sender) => tensor(groups.Select(group => group.Senders.Contains(sender)).ToArray(), device: runs.Model.TorchDevice).view(1, groups.Count, 1, 1);
        // All stand in the batch from before the first sender on; the embedding's change is there from the start.
        Tensor Entering() => first < 0 && senders.Contains(PathSender.Embedding.Point)
            ? changes.Of(PathSender.Embedding.Point, [0]).Masked(SendsIn(PathSender.Embedding).logical_not(), 0)
            : zeros([1, groups.Count, 1, 1], runs.Model.Weights.Embed.dtype, runs.Model.TorchDevice);
        return Ends(groups.Count, () => [new SuffixEntry(Math.Max(first - 1, -1), AtMlp: true, groups.Count, Entering)],
            layer => [.. new[] { HookPoint.Z(layer), HookPoint.MlpOut(layer) }.SelectMany(point => senders[point]).Select(sender => changes.Set(sender, SendsIn(sender)))]).MoveToOuterDisposeScope();
    }

    Tensor Ends(int count, Func<IReadOnlyList<SuffixEntry>> change, Func<int, IReadOnlyList<HeadInput>>? sent)
    {
        using var scope = NewDisposeScope();
        var entries = change();
        if (receivers.Count == 0) return SuffixSweep.ToEnd(way, entries, hold, sent).squeeze(2).MoveToOuterDisposeScope();
        var inputs = Received(entries, sent, scope);
        var first = receivers.Min(receiver => receiver.Layer);
        IReadOnlyList<HeadInput> ofHeads = [.. inputs[first].Where(input => input.Kind != HookKind.MlpIn)];
        Tensor Entering() => ofHeads.Count > 0 ? onward.Heads.More(first, ofHeads) : zeros_like(onward.Plain(HookPoint.AttnOut(first))).expand(-1, count, -1, -1);
        return SuffixSweep.ToEnd(onward, [new SuffixEntry(first, AtMlp: false, count, Entering)], SuffixHold.Nothing, layer => [.. inputs[layer]]).squeeze(2).MoveToOuterDisposeScope();
    }

    /// <summary>By how much the one receiver's query, key, value or normed input changes over its clean one: norms over all rows [prompt, sender].</summary>
    public double[,] RelativeChanges(IReadOnlyList<PathSender> senders)
    {
        using var scope = NewDisposeScope();
        var receiver = receivers.Single();
        var c = runs.Model.Config;
        var value = Received(changes.Entries(senders), null, scope)[receiver.Layer].Single().Value;
        var plain = receiver.Kind switch
        {
            HookKind.Q => onward.Plain(HookPoint.Q(receiver.Layer)).select(3, receiver.Head),
            HookKind.K => onward.Plain(HookPoint.K(receiver.Layer)).select(3, receiver.SlotIn(c)),
            HookKind.V => onward.Plain(HookPoint.V(receiver.Layer)).select(3, receiver.SlotIn(c)),
            _ => onward.MlpInput(onward.Plain(HookPoint.ResidPre(receiver.Layer)), onward.PlainMid(receiver.Layer)),
        };
        if (receiver.Kind == HookKind.MlpIn)
        {
            var w = runs.Model.Weights.Blocks[receiver.Layer];
            (value, plain) = (Norm.Apply(value, w.Ln2Weight, w.Ln2Bias, c), Norm.Apply(plain, w.Ln2Weight, w.Ln2Bias, c));
        }
        var rows = onward.Window.Mask(at); // a row that stands twice counts once
        Tensor Norms(Tensor of) => (of.to(ScalarType.Float64).Squared() * rows).sum([2L, 3L]).sqrt();
        var shares = (Norms(value - plain) / Norms(plain)).expand(runs.Twins.Count, senders.Count).cpu().contiguous().data<double>().ToArray();
        var table = new double[runs.Twins.Count, senders.Count];
        Buffer.BlockCopy(shares, 0, table, 0, Buffer.ByteLength(shares));
        return table;
    }

    /// <summary>What the receivers of each layer read, by way of the senders.</summary>
    ILookup<int, HeadInput> Received(IReadOnlyList<SuffixEntry> entries, Func<int, IReadOnlyList<HeadInput>>? sent, DisposeScope scope)
    {
        var (model, c) = (runs.Model, runs.Model.Config);
        var mask = onward.Window.Mask(at);
        var found = new List<(int Layer, HeadInput Input)>();
        SuffixSweep.See(way, entries, hold, sent, receivers.Max(receiver => receiver.Layer), (layer, isMlp, stream) =>
        {
            var here = receivers.Where(receiver => receiver.Layer == layer && (receiver.Kind == HookKind.MlpIn) == isMlp).ToList();
            if (here.Count == 0) return;
            // Read at one position it is that row for all, else row for row.
            var read = at is not null ? way.Window.AtEnd(stream) : stream;
            var w = model.Weights.Blocks[layer];
            var normed = isMlp ? read : Norm.Apply(read, w.Ln1Weight, w.Ln1Bias, c);
            foreach (var receiver in here)
            {
                var slot = receiver.SlotIn(c);
                var start = (receiver.Kind switch { HookKind.Q => 0L, HookKind.K => c.Heads, _ => (long)c.Heads + c.KeyValueHeads } + slot) * c.DHead;
                var value = isMlp ? normed.alias() : Linear.Apply(normed, w.Qkv.narrow(0, start, c.DHead), w.QkvBias?.narrow(0, start, c.DHead));
                value.MoveToOtherDisposeScope(scope); // it outlives the pass to the receivers
                found.Add((layer, new HeadInput(receiver.Kind, slot, mask, value)));
            }
        });
        return found.ToLookup(of => of.Layer, of => of.Input);
    }

    /// <summary>Frees the rows of the plain run.</summary>
    public void Dispose()
    {
        way.Dispose();
        onward.Dispose();
    }
}
