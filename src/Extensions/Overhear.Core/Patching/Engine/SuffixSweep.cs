using TorchSharp;
using static TorchSharp.torch;

namespace Overhear;

/// <summary>Takes many variants through the layers in one batch, each joining where its change enters; what comes before is not computed.</summary>
/// <remarks>
/// Where changes enter at the first row of the window alone, the layer in which they do computes that row alone, and the next one the
/// queries, keys and values of that row alone: only from its attention on can other rows differ.
/// </remarks>
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

        var isFresh = readsEnd && pass.Window.Count > 1 && entries.All(entry => entry.AtFirstRow) && inputs is null && !hold.Attention && !hold.Mlps;
        Tensor? current = null, fresh = null; // [batch, variant, row, d_model]; of fresh variants the first row alone
        void Join(Tensor plain, IEnumerable<SuffixEntry> joining)
        {
            foreach (var entry in joining)
                if (isFresh) fresh = Appended(fresh, FirstRow(plain).Plus(entry.Change()));
                else current = Appended(current, plain.Plus(OfAllRows(pass, entry)));
        }

        if (hold is { Attention: true, Mlps: true } && inputs is null && readsEnd) // nothing on the way changes: what enters comes out
        {
            Join(pass.Plain(HookPoint.ResidPost(pass.Model.Config.Layers - 1)), entries);
            return pass.Window.AtEnd(current!).MoveToOuterDisposeScope();
        }
        Join(pass.Plain(HookPoint.ResidPre(0)), entries.Where(entry => entry.Layer < 0));
        for (var layer = 0; layer < end; layer++)
        {
            if (current is null && fresh is null && !entries.Any(entry => entry.Layer == layer) && readsEnd) continue;
            Work.Current.ThrowIfCancelled();
            using var inner = NewDisposeScope();
            var (own, onlyEnd, plainPre) = (inputs?.Invoke(layer) ?? [], readsEnd && layer == end - 1, pass.Plain(HookPoint.ResidPre(layer)));
            Tensor AtEnd(Tensor rows) => onlyEnd ? pass.Window.AtEnd(rows) : rows;
            var whole = Appended(current, fresh is null ? null : Whole(fresh, plainPre));
            see(layer, false, Completed(whole, plainPre));
            var mid = whole is null ? null : pass.ToMid(whole, layer, hold, own, onlyEnd, fresh?.shape[1] ?? 0);
            var pre = whole is null ? null : AtEnd(whole);

            var staysFresh = isFresh && !onlyEnd;
            Tensor? freshMid = null;
            foreach (var entry in entries.Where(entry => entry.Layer == layer && !entry.AtMlp))
                if (staysFresh) freshMid = Appended(freshMid, FirstRow(pass.PlainMid(layer)).Plus(entry.Change()));
                else (mid, pre) = (Appended(mid, AtEnd(pass.PlainMid(layer).Plus(OfAllRows(pass, entry)))), Appended(pre, AtEnd(plainPre).expand(-1, entry.Count, -1, -1)));
            var freshPre = freshMid is null ? null : FirstRow(plainPre).expand(-1, freshMid.shape[1], -1, -1);
            if (!readsEnd) see(layer, true, Completed(mid is null ? null : pass.MlpInput(pre!, mid), pass.MlpInput(plainPre, pass.PlainMid(layer))));
            var post = mid is null ? null : pass.ToPost(pre!, mid, layer, hold, own, onlyEnd);
            var freshPost = freshMid is null ? null : pass.ToPost(freshPre!, freshMid, layer, hold, own, onlyEnd: false);
            foreach (var entry in entries.Where(entry => entry.Layer == layer && entry.AtMlp))
                if (staysFresh) freshPost = Appended(freshPost, FirstRow(pass.Plain(HookPoint.ResidPost(layer))).Plus(entry.Change()));
                else post = Appended(post, AtEnd(pass.Plain(HookPoint.ResidPost(layer)).Plus(OfAllRows(pass, entry))));
            var next = (post?.MoveToOuterDisposeScope(), freshPost?.MoveToOuterDisposeScope());
            current?.Dispose();
            fresh?.Dispose();
            (current, fresh) = next;
        }
        return current?.MoveToOuterDisposeScope();
    }

    static Tensor? Appended(Tensor? variants, Tensor? more) => variants is null ? more : more is null ? variants : cat([variants, more], 1);

    static Tensor FirstRow(Tensor rows) => rows.narrow(2, 0, 1);

    /// <summary>All rows of variants whose first row is given, the others as in the plain run.</summary>
    static Tensor Whole(Tensor first, Tensor plain) => cat([first, plain.narrow(2, 1, plain.shape[2] - 1).expand(-1, first.shape[1], -1, -1)], 2);

    /// <summary>What enters at all rows of the window: 0 where it enters at the first one alone.</summary>
    static Tensor OfAllRows(SuffixPass pass, SuffixEntry entry)
    {
        var change = entry.Change();
        if (change.shape[2] == pass.Window.Count) return change;
        long[] rest = [change.shape[0], change.shape[1], pass.Window.Count - 1, change.shape[3]];
        return cat([change, zeros(rest, change.dtype, change.device)], 2);
    }
}
