using TorchSharp;
using static TorchSharp.torch;

namespace Overhear;

/// <summary>The attention of patched runs, at the rows of a <see cref="SuffixPass"/>: keys and values before them come from the plain run.</summary>
sealed class SuffixHeads
{
    readonly SuffixPass pass;
    readonly TransformerModel model;
    readonly TransformerConfig c;
    readonly RowWindow window;
    readonly Rotary? rotary, rotaryAtEnd;

    public SuffixHeads(SuffixPass pass)
    {
        (this.pass, model, c, window) = (pass, pass.Model, pass.Model.Config, pass.Window);
        var dtype = model.Weights.Embed.dtype;
        if (c.Rotary is { } turning) (rotary, rotaryAtEnd) = (new Rotary(turning, window.PositionIds, dtype), new Rotary(turning, window.EndPositionIds, dtype));
    }

    /// <summary>What attention writes [batch, variant, row, d_model].</summary>
    /// <param name="pre">The residual stream before the layer [batch, variant, row, d_model].</param>
    /// <param name="layer">The layer.</param>
    /// <param name="inputs">What heads are set to.</param>
    /// <param name="onlyEnd">Whether only the end's row is asked for.</param>
    /// <param name="fresh">How many of the variants, the last ones, differ from the plain run in their first row alone.</param>
    public Tensor Write(Tensor pre, int layer, IReadOnlyList<HeadInput> inputs, bool onlyEnd, long fresh)
    {
        using var scope = NewDisposeScope();
        var w = model.Weights.Blocks[layer];
        var (atEnd, older) = (onlyEnd && pre.shape[2] > 1, pre.shape[1] - fresh);
        (Tensor Q, Tensor K, Tensor V)? ofOlder = older > 0 ? Project(pre.narrow(1, 0, older), layer, atEnd) : null, ofFresh = fresh > 0 ? ProjectFirstRow(pre.narrow(1, older, fresh), layer, atEnd) : null;
        var (q, k, v) = (ofOlder, ofFresh) is ({ } a, { } b) ? (cat([a.Q, b.Q], 1), cat([a.K, b.K], 1), cat([a.V, b.V], 1)) : ofOlder ?? ofFresh!.Value;
        foreach (var input in inputs)
        {
            if (input.Kind == HookKind.Q) Set(q.select(3, input.Slot / c.HeadsPerKeyValueHead).select(3, input.Slot % c.HeadsPerKeyValueHead), input, atEnd);
            else if (input.Kind == HookKind.K) Set(k.select(3, input.Slot), input, false);
            else if (input.Kind == HookKind.V) Set(v.select(3, input.Slot), input, false);
        }
        var z = Attend(q, k, v, layer, null, atEnd);
        foreach (var input in inputs.Where(input => input.Kind == HookKind.Z)) Set(z.select(3, input.Slot / c.HeadsPerKeyValueHead).select(3, input.Slot % c.HeadsPerKeyValueHead), input, onlyEnd);
        return Linear.Apply(z.reshape(z.shape[0], z.shape[1], z.shape[2], (long)c.Heads * c.DHead), w.O, w.OBias).MoveToOuterDisposeScope();
    }

    /// <summary>How much more heads write whose queries, keys or values are set, all else as in the plain run [batch, variant, row, d_model].</summary>
    public Tensor More(int layer, IReadOnlyList<HeadInput> inputs)
    {
        using var scope = NewDisposeScope();
        int[] groups = [.. inputs.Select(input => input.Kind == HookKind.Q ? input.Slot / c.HeadsPerKeyValueHead : input.Slot).Distinct().Order()];
        var variants = inputs.Max(input => input.Value.shape[1]);
        var chosen = tensor(groups.Select(group => (long)group).ToArray(), device: window.PositionIds.device);
        Tensor Copied(HookPoint point, long heads)
        {
            var rows = pass.Plain(point).view(-1, 1, window.Count, c.KeyValueHeads, heads, c.DHead).index_select(3, chosen); // [batch, 1, row, group, head, d_head]
            return rows.expand(rows.shape[0], variants, -1, -1, -1, -1).clone();
        }
        var (q, k, v) = (Copied(HookPoint.Q(layer), c.HeadsPerKeyValueHead), Copied(HookPoint.K(layer), 1).squeeze(4), Copied(HookPoint.V(layer), 1).squeeze(4));
        foreach (var input in inputs)
        {
            var group = Array.IndexOf(groups, input.Kind == HookKind.Q ? input.Slot / c.HeadsPerKeyValueHead : input.Slot);
            Set(input.Kind switch { HookKind.Q => q.select(3, group).select(3, input.Slot % c.HeadsPerKeyValueHead), HookKind.K => k.select(3, group), _ => v.select(3, group) }, input, false);
        }
        var before = pass.Plain(HookPoint.Z(layer)).view(-1, 1, window.Count, c.KeyValueHeads, c.HeadsPerKeyValueHead, c.DHead).index_select(3, chosen);
        var more = Attend(q, k, v, layer, chosen, onlyEnd: false) - before;
        return Linear.Apply(more.reshape(more.shape[0], variants, window.Count, -1), OutputOf(layer, chosen), null).MoveToOuterDisposeScope();
    }

    /// <summary>Queries [batch, variant, row, kv_head, head, d_head], keys and values [batch, variant, row, kv_head, d_head] of variants that differ from the plain run in their first row alone.</summary>
    (Tensor Q, Tensor K, Tensor V) ProjectFirstRow(Tensor pre, int layer, bool atEnd)
    {
        var (q, k, v) = Project(pre.narrow(2, 0, 1), layer, false);
        Tensor Rest(Tensor first, HookPoint point)
        {
            var plainRows = pass.Plain(point).narrow(2, 1, window.Count - 1);
            return cat([first, plainRows.reshape([plainRows.shape[0], 1, window.Count - 1, .. first.shape[3..]]).expand([-1, first.shape[1], -1, .. first.shape[3..]])], 2);
        }
        q = Rest(q, HookPoint.Q(layer));
        return (atEnd ? window.AtEnd(q) : q, Rest(k, HookPoint.K(layer)), Rest(v, HookPoint.V(layer)));
    }

    /// <summary>The same of variants that may differ in all rows.</summary>
    (Tensor Q, Tensor K, Tensor V) Project(Tensor pre, int layer, bool atEnd)
    {
        var w = model.Weights.Blocks[layer];
        long batch = pre.shape[0], variants = pre.shape[1], rows = pre.shape[2], queries = atEnd ? 1 : rows, ofQ = (long)c.Heads * c.DHead, ofKv = (long)c.KeyValueHeads * c.DHead;
        var normed = Norm.Apply(pre, w.Ln1Weight, w.Ln1Bias, c);
        Tensor q, kv;
        if (queries == rows)
        {
            var all = Linear.Apply(normed, w.Qkv, w.QkvBias);
            (q, kv) = (all.narrow(3, 0, ofQ), all.narrow(3, ofQ, 2 * ofKv));
        }
        else
        {
            q = Linear.Apply(window.AtEnd(normed), w.Qkv.narrow(0, 0, ofQ), w.QkvBias?.narrow(0, 0, ofQ));
            kv = Linear.Apply(normed, w.Qkv.narrow(0, ofQ, 2 * ofKv), w.QkvBias?.narrow(0, ofQ, 2 * ofKv));
        }
        q = q.reshape(batch, variants, queries, c.KeyValueHeads, c.HeadsPerKeyValueHead, c.DHead);
        var k = kv.narrow(3, 0, ofKv).reshape(batch, variants, rows, c.KeyValueHeads, c.DHead);
        return (q, k, kv.narrow(3, ofKv, ofKv).reshape(batch, variants, rows, c.KeyValueHeads, c.DHead));
    }

    /// <summary>The columns of W_O that heads of some groups use [d_model, group · head · d_head].</summary>
    Tensor OutputOf(int layer, Tensor groups) => model.Weights.Blocks[layer].O.view(c.DModel, c.KeyValueHeads, (long)c.HeadsPerKeyValueHead * c.DHead).index_select(1, groups).flatten(1);

    /// <param name="q">[batch, variant, query_row, kv_head, head, d_head], neither rotated nor scaled</param>
    Tensor Attend(Tensor q, Tensor k, Tensor v, int layer, Tensor? groups, bool onlyEnd)
    {
        var (keys, values) = (pass.PlainRun[rotary is null ? HookPoint.K(layer) : new HookPoint(HookKind.RotK, layer)].narrow(1, 0, window.KeysBefore), pass.PlainRun[HookPoint.V(layer)].narrow(1, 0, window.KeysBefore));
        if (groups is not null) (keys, values) = (keys.index_select(2, groups), values.index_select(2, groups));
        if (rotary is not null) (q, k) = (Rotated(q.flatten(3, 4), onlyEnd ? rotaryAtEnd! : rotary).reshape(q.shape), Rotated(k, rotary));
        return SuffixAttention.Attend(q.Times(1 / Math.Sqrt(c.DHead)), k, v, keys, values, window.Forbidden, window.Later(onlyEnd));
    }

    /// <param name="x">[batch, variant, row, head, d_head]</param>
    static Tensor Rotated(Tensor x, Rotary rotary)
    {
        long batch = x.shape[0], variants = x.shape[1], rows = x.shape[2];
        var byRow = x.transpose(1, 2).reshape(batch, rows, variants * x.shape[3], x.shape[4]);
        return rotary.Apply(byRow).reshape(batch, rows, variants, x.shape[3], x.shape[4]).transpose(1, 2).contiguous();
    }

    /// <summary>Sets rows of one head [batch, variant, row, d_head].</summary>
    void Set(Tensor head, HeadInput input, bool atEnd) => head.copy_(where(Ends(input.Rows, atEnd), Ends(input.Value, atEnd), head));

    Tensor Ends(Tensor rows, bool onlyEnd) => onlyEnd ? window.AtEnd(rows) : rows;
}
