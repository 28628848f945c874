using TorchSharp;
using static TorchSharp.torch;

namespace Overhear;

/// <summary>
/// Layers of patched runs, for many variants of each prompt at a time, at the rows that a patch can change. Everything else comes from the
/// plain run: keys and values before the rows, and whatever is held.
/// </summary>
/// <remarks>
/// Rows are [batch, variant, row, d_model]. Where all variants have the same numbers the variant's axis is 1. Norms are recomputed exactly.
/// The same functions as in the plain run compute norms, products and MLPs.
/// </remarks>
sealed class SuffixPass : IDisposable
{
    readonly TransformerModel model;
    readonly TransformerConfig c;
    readonly Run plain;
    readonly RowWindow window;
    readonly ForwardPass pass;
    readonly Rotary? rotary, rotaryAtEnd;
    readonly Dictionary<HookPoint, Tensor> gathered = [];

    public SuffixPass(TransformerModel model, Run plain, RowWindow window)
    {
        (this.model, this.plain, this.window, c) = (model, plain, window, model.Config);
        var dtype = model.Weights.Embed.dtype;
        pass = new ForwardPass { Config = c, Hooks = HookBus.Idle, Positions = window.PositionIds };
        if (c.Rotary is { } turning) (rotary, rotaryAtEnd) = (new Rotary(turning, window.PositionIds, dtype), new Rotary(turning, window.EndPositionIds, dtype));
    }

    /// <summary>The rows that are computed.</summary>
    public RowWindow Window => window;

    /// <summary>The model.</summary>
    public TransformerModel Model => model;

    /// <summary>Rows of the plain run [batch, 1, row, ...].</summary>
    public Tensor Plain(HookPoint point)
    {
        if (!gathered.TryGetValue(point, out var rows)) gathered[point] = rows = window.Gather(plain[point]).DetachFromDisposeScope();
        return rows;
    }

    /// <summary>The residual stream of the plain run between a layer's attention and its MLP; where both run in parallel, its sum with attention alone.</summary>
    public Tensor PlainMid(int layer) => c.ParallelBlocks ? Plain(HookPoint.ResidPre(layer)).Plus(Plain(HookPoint.AttnOut(layer))) : Plain(HookPoint.ResidMid(layer));

    /// <summary>The residual stream behind a layer's attention, from that before it.</summary>
    /// <param name="pre">[batch, variant, row, d_model]</param>
    /// <param name="layer">The layer.</param>
    /// <param name="hold">What is held.</param>
    /// <param name="inputs">What heads are set to.</param>
    /// <param name="onlyEnd">Whether only the end's row is asked for.</param>
    /// <param name="fresh">How many of the variants, the last ones, differ from the plain run in their first row alone.</param>
    public Tensor ToMid(Tensor pre, int layer, SuffixHold hold, IReadOnlyList<HeadInput> inputs, bool onlyEnd, long fresh = 0)
    {
        using var scope = NewDisposeScope();
        var held = Ends(Plain(HookPoint.AttnOut(layer)), onlyEnd);
        // What is held is held but for heads that are set.
        foreach (var input in inputs.Where(input => input.Kind == HookKind.Z))
            held = held.Plus(Linear.Apply(Changed(input, Plain(HookPoint.Z(layer)).select(3, input.Slot), onlyEnd), model.Weights.Blocks[layer].O.narrow(1, (long)input.Slot * c.DHead, c.DHead), null));
        if (hold.Attention) return Ends(pre, onlyEnd).Plus(held).MoveToOuterDisposeScope();
        var attention = Attention(pre, layer, inputs, onlyEnd, fresh);
        if (hold.AttentionRows is { } rows) attention = where(Ends(rows, onlyEnd), held, attention);
        return Ends(pre, onlyEnd).Plus(attention).MoveToOuterDisposeScope();
    }

    /// <summary>What the MLP of a layer reads: the stream before the layer where it runs in parallel to attention, else that between them.</summary>
    public Tensor MlpInput(Tensor pre, Tensor mid) => c.ParallelBlocks ? pre : mid;

    /// <summary>The residual stream that leaves a layer, from those before and behind its attention.</summary>
    public Tensor ToPost(Tensor pre, Tensor mid, int layer, SuffixHold hold, IReadOnlyList<HeadInput> inputs, bool onlyEnd)
    {
        using var scope = NewDisposeScope();
        var outputs = inputs.Where(input => input.Kind == HookKind.MlpOut).ToList();
        if (hold.Mlps)
        {
            var held = Ends(Plain(HookPoint.MlpOut(layer)), onlyEnd);
            foreach (var output in outputs) held = held.Plus(Changed(output, Plain(HookPoint.MlpOut(layer)), onlyEnd));
            return mid.Plus(held).MoveToOuterDisposeScope();
        }
        var (w, read) = (model.Weights.Blocks[layer], MlpInput(pre, mid));
        foreach (var input in inputs.Where(input => input.Kind == HookKind.MlpIn)) read = where(Ends(input.Rows, onlyEnd), Ends(input.Value, onlyEnd), read);
        var written = MlpOf(read, w, layer);
        foreach (var output in outputs) written = where(Ends(output.Rows, onlyEnd), Ends(output.Value, onlyEnd), written);
        return mid.Plus(written).MoveToOuterDisposeScope();
    }

    /// <summary>What is set less what is there in the plain run, exactly 0 at rows that are not set.</summary>
    Tensor Changed(HeadInput input, Tensor plain, bool onlyEnd) => Ends((input.Value - plain).Masked(input.Rows.logical_not(), 0), onlyEnd);

    /// <summary>Some rows at a time: the MLP's inside of many would leave the cache, and memory that large is fetched anew at every call.</summary>
    Tensor MlpOf(Tensor read, BlockWeights w, int layer)
    {
        const long most = 640;
        Tensor Part(Tensor rows) => Mlp.Apply(Norm.Apply(rows, w.Ln2Weight, w.Ln2Bias, c), w, layer, pass);
        var flat = read.reshape(-1, c.DModel);
        if (flat.shape[0] <= most) return Part(read);
        var written = empty_like(flat);
        for (long first = 0; first < flat.shape[0]; first += most)
        {
            using var scope = NewDisposeScope();
            var count = Math.Min(most, flat.shape[0] - first);
            written.narrow(0, first, count).copy_(Part(flat.narrow(0, first, count)));
        }
        return written.view(read.shape);
    }

    /// <summary>Frees the rows of the plain run.</summary>
    public void Dispose()
    {
        foreach (var rows in gathered.Values) rows.Dispose();
    }

    Tensor Attention(Tensor pre, int layer, IReadOnlyList<HeadInput> inputs, bool onlyEnd, long fresh)
    {
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
        return Linear.Apply(z.reshape(z.shape[0], z.shape[1], z.shape[2], (long)c.Heads * c.DHead), w.O, w.OBias);
    }

    /// <summary>Queries [batch, variant, row, kv_head, head, d_head], keys and values [batch, variant, row, kv_head, d_head] of variants that differ from the plain run in their first row alone.</summary>
    (Tensor Q, Tensor K, Tensor V) ProjectFirstRow(Tensor pre, int layer, bool atEnd)
    {
        var (q, k, v) = Project(pre.narrow(2, 0, 1), layer, false);
        Tensor Rest(Tensor first, HookPoint point)
        {
            var plainRows = Plain(point).narrow(2, 1, window.Count - 1);
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

    /// <summary>How much more heads write whose queries, keys or values are set, all else as in the plain run [batch, variant, row, d_model].</summary>
    public Tensor MoreOfHeads(int layer, IReadOnlyList<HeadInput> inputs)
    {
        using var scope = NewDisposeScope();
        int[] groups = [.. inputs.Select(input => input.Kind == HookKind.Q ? input.Slot / c.HeadsPerKeyValueHead : input.Slot).Distinct().Order()];
        var variants = inputs.Max(input => input.Value.shape[1]);
        var chosen = tensor(groups.Select(group => (long)group).ToArray(), device: window.PositionIds.device);
        Tensor Copied(HookPoint point, long heads)
        {
            var rows = Plain(point).view(-1, 1, window.Count, c.KeyValueHeads, heads, c.DHead).index_select(3, chosen); // [batch, 1, row, group, head, d_head]
            return rows.expand(rows.shape[0], variants, -1, -1, -1, -1).clone();
        }
        var (q, k, v) = (Copied(HookPoint.Q(layer), c.HeadsPerKeyValueHead), Copied(HookPoint.K(layer), 1).squeeze(4), Copied(HookPoint.V(layer), 1).squeeze(4));
        foreach (var input in inputs)
        {
            var group = Array.IndexOf(groups, input.Kind == HookKind.Q ? input.Slot / c.HeadsPerKeyValueHead : input.Slot);
            Set(input.Kind switch { HookKind.Q => q.select(3, group).select(3, input.Slot % c.HeadsPerKeyValueHead), HookKind.K => k.select(3, group), _ => v.select(3, group) }, input, false);
        }
        var before = Plain(HookPoint.Z(layer)).view(-1, 1, window.Count, c.KeyValueHeads, c.HeadsPerKeyValueHead, c.DHead).index_select(3, chosen);
        var more = Attend(q, k, v, layer, chosen, onlyEnd: false) - before;
        return Linear.Apply(more.reshape(more.shape[0], variants, window.Count, -1), OutputOf(layer, chosen), null).MoveToOuterDisposeScope();
    }

    /// <summary>The columns of W_O that heads of some groups use [d_model, group · head · d_head].</summary>
    Tensor OutputOf(int layer, Tensor groups) => model.Weights.Blocks[layer].O.view(c.DModel, c.KeyValueHeads, (long)c.HeadsPerKeyValueHead * c.DHead).index_select(1, groups).flatten(1);

    /// <param name="q">[batch, variant, query_row, kv_head, head, d_head], neither rotated nor scaled</param>
    Tensor Attend(Tensor q, Tensor k, Tensor v, int layer, Tensor? groups, bool onlyEnd)
    {
        var (keys, values) = (plain[rotary is null ? HookPoint.K(layer) : new HookPoint(HookKind.RotK, layer)].narrow(1, 0, window.KeysBefore), plain[HookPoint.V(layer)].narrow(1, 0, window.KeysBefore));
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
