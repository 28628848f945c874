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
    readonly SuffixHeads heads;
    readonly Dictionary<HookPoint, Tensor> gathered = [];

    public SuffixPass(TransformerModel model, Run plain, RowWindow window)
    {
        (this.model, this.plain, this.window, c) = (model, plain, window, model.Config);
        pass = new ForwardPass { Config = c, Hooks = HookBus.Idle, Positions = window.PositionIds };
        heads = new SuffixHeads(this);
    }

    /// <summary>The rows that are computed.</summary>
    public RowWindow Window => window;

    /// <summary>The model.</summary>
    public TransformerModel Model => model;

    /// <summary>Its attention.</summary>
    public SuffixHeads Heads => heads;

    /// <summary>The plain run, all positions of it.</summary>
    public Run PlainRun => plain;

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
        var attention = heads.Write(pre, layer, inputs, onlyEnd, fresh);
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

    Tensor Ends(Tensor rows, bool onlyEnd) => onlyEnd ? window.AtEnd(rows) : rows;
}
