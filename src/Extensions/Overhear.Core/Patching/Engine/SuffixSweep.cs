using TorchSharp;
using static TorchSharp.torch;

namespace Overhear;

/// <summary>Takes many variants through the layers in one batch, each joining where its change enters; what comes before is not computed.</summary>
static class SuffixSweep
{
    /// <summary>The residual stream that leaves the last layer, at the end's row [batch, variant, 1, d_model].</summary>
    /// <param name="pass">The rows.</param>
    /// <param name="entries">The changes, in the order of their layers.</param>
    /// <param name="hold">What stays as in the plain run.</param>
    /// <param name="inputs">What heads and MLPs of a layer are set to.</param>
    public static Tensor ToEnd(SuffixPass pass, IReadOnlyList<SuffixEntry> entries, SuffixHold hold, Func<int, IReadOnlyList<HeadInput>>? inputs = null) =>
        Run(pass, entries, pass.Model.Config.Layers, hold, inputs, readsEnd: true, (_, _, _) => { })!;

    /// <summary>Lets a function see the stream that enters each layer and what its MLP reads, up to a layer; variants that have not joined are as in the plain run.</summary>
    /// <param name="pass">The rows.</param>
    /// <param name="entries">The changes, in the order of their layers.</param>
    /// <param name="hold">What stays as in the plain run.</param>
    /// <param name="inputs">What heads and MLPs of a layer are set to; nothing where it is null.</param>
    /// <param name="last">The last layer that is seen.</param>
    /// <param name="see">The layer, whether it is the MLP that reads, and what is read [batch, variant, row, d_model].</param>
    public static void See(SuffixPass pass, IReadOnlyList<SuffixEntry> entries, SuffixHold hold, Func<int, IReadOnlyList<HeadInput>>? inputs, int last, Action<int, bool, Tensor> see)
    {
        using var scope = NewDisposeScope();
        Run(pass, entries, last + 1, hold, inputs, readsEnd: false, see);
    }

    static Tensor? Run(SuffixPass pass, IReadOnlyList<SuffixEntry> entries, int end, SuffixHold hold, Func<int, IReadOnlyList<HeadInput>>? inputs, bool readsEnd, Action<int, bool, Tensor> see)
    {
        using var scope = NewDisposeScope();
        var total = entries.Sum(entry => entry.Count);
        Tensor Completed(Tensor? joined, Tensor plain) => joined is null ? plain.expand(-1, total, -1, -1)
            : joined.shape[1] == total ? joined : cat([joined, plain.expand(-1, total - joined.shape[1], -1, -1)], 1);
        Tensor? Join(Tensor? running, Tensor plain, IEnumerable<SuffixEntry> joining)
        {
            foreach (var entry in joining)
            {
                var changed = plain.Plus(entry.Change());
                running = running is null ? changed : cat([running, changed], 1);
            }
            return running;
        }

        if (hold is { Attention: true, Mlps: true } && inputs is null && readsEnd) // nothing on the way changes: what enters comes out
            return pass.Window.AtEnd(Join(null, pass.Plain(HookPoint.ResidPost(pass.Model.Config.Layers - 1)), entries)!).MoveToOuterDisposeScope();

        var current = Join(null, pass.Plain(HookPoint.ResidPre(0)), entries.Where(entry => entry.Layer < 0));
        for (var layer = 0; layer < end; layer++)
        {
            if (current is null && !entries.Any(entry => entry.Layer == layer) && readsEnd) continue;
            Work.Current.ThrowIfCancelled();
            using var inner = NewDisposeScope();
            var (own, onlyEnd) = (inputs?.Invoke(layer) ?? [], readsEnd && layer == end - 1);
            Tensor AtEnd(Tensor rows) => onlyEnd ? pass.Window.AtEnd(rows) : rows;
            see(layer, false, Completed(current, pass.Plain(HookPoint.ResidPre(layer))));
            var mid = current is null ? null : pass.ToMid(current, layer, hold, own, onlyEnd);
            List<SuffixEntry> joining = [.. entries.Where(entry => entry.Layer == layer && !entry.AtMlp)];
            var pre = current is null ? null : AtEnd(current);
            foreach (var entry in joining)
            {
                var changed = AtEnd(pass.PlainMid(layer).Plus(entry.Change()));
                var before = AtEnd(pass.Plain(HookPoint.ResidPre(layer))).expand(-1, entry.Count, -1, -1);
                (mid, pre) = mid is null ? (changed, before) : (cat([mid, changed], 1), cat([pre!, before], 1));
            }
            if (!readsEnd) see(layer, true, Completed(mid is null ? null : pass.MlpInput(pre!, mid), pass.MlpInput(pass.Plain(HookPoint.ResidPre(layer)), pass.PlainMid(layer))));
            var post = mid is null ? null : pass.ToPost(pre!, mid, layer, hold, own, onlyEnd);
            foreach (var entry in entries.Where(entry => entry.Layer == layer && entry.AtMlp))
            {
                var changed = AtEnd(pass.Plain(HookPoint.ResidPost(layer)).Plus(entry.Change()));
                post = post is null ? changed : cat([post, changed], 1);
            }
            var next = post?.MoveToOuterDisposeScope();
            current?.Dispose();
            current = next;
        }
        return current?.MoveToOuterDisposeScope();
    }
}
