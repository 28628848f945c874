using TorchSharp;
using static TorchSharp.torch;

namespace Overhear;

/// <summary>Multi-head attention (Vaswani et al. 2017, arXiv:1706.03762) with every hook point, query heads sharing key-value heads or not.</summary>
static class Attention
{
    /// <param name="residual">The residual stream [batch, pos, d_model], before the norm.</param>
    /// <param name="normed">The same after the norm [batch, pos, d_model].</param>
    /// <returns>What attention writes [batch, pos, d_model].</returns>
    public static Tensor Apply(Tensor residual, Tensor normed, BlockWeights w, int layer, ForwardPass run)
    {
        var (c, hooks) = (run.Config, run.Hooks);
        var (q, k, v) = Project(residual, normed, w, layer, run);
        q = hooks.Pass(HookKind.Q, layer, q);
        k = hooks.Pass(HookKind.K, layer, k);
        v = hooks.Pass(HookKind.V, layer, v);
        if (run.Rotary is { } rotary)
        {
            q = hooks.Pass(HookKind.RotQ, layer, rotary.Apply(q));
            k = hooks.Pass(HookKind.RotK, layer, rotary.Apply(k));
        }
        var (keys, values) = (k.transpose(1, 2), v.transpose(1, 2)); // [batch, kv_head, key_pos, d_head]
        if (run.Cache is { } cache) (keys, values) = cache.Append(layer, keys, values);

        long batch = q.shape[0], queries = q.shape[1], length = keys.shape[2];
        // Query heads of one key-value head are further rows of its product: nothing is copied per query head.
        var rows = q.transpose(1, 2).reshape(batch, c.KeyValueHeads, c.HeadsPerKeyValueHead * queries, c.DHead);
        var scores = rows.Times(1 / Math.Sqrt(c.DHead)).matmul(keys.transpose(2, 3)).view(batch, c.Heads, queries, length); // [batch, head, query_pos, key_pos]
        if (run.Forbidden is { } forbidden) scores = scores.Masked(forbidden, double.NegativeInfinity);
        scores = hooks.Pass(HookKind.AttnScores, layer, scores);
        var pattern = hooks.Pass(HookKind.Pattern, layer, Softmax(scores));
        var z = pattern.reshape(batch, c.KeyValueHeads, c.HeadsPerKeyValueHead * queries, length).matmul(values)
            .view(batch, c.Heads, queries, c.DHead).transpose(1, 2); // [batch, pos, head, d_head]
        z = hooks.Pass(HookKind.Z, layer, z);
        return hooks.Pass(HookKind.AttnOut, layer, Output(z, w, layer, run));
    }

    static (Tensor Q, Tensor K, Tensor V) Project(Tensor residual, Tensor normed, BlockWeights w, int layer, ForwardPass run)
    {
        var (c, hooks) = (run.Config, run.Hooks);
        long batch = normed.shape[0], positions = normed.shape[1], q = (long)c.Heads * c.DHead, kv = (long)c.KeyValueHeads * c.DHead;
        Tensor Input(int heads) => residual.unsqueeze(2).expand(batch, positions, heads, c.DModel);
        (HookKind Kind, int Heads, long Start, long Rows)[] parts =
            [(HookKind.QInput, c.Heads, 0, q), (HookKind.KInput, c.KeyValueHeads, q, kv), (HookKind.VInput, c.KeyValueHeads, q + kv, kv)];

        var onPath = parts.Any(p => hooks.OnPath(p.Kind, layer));
        if (onPath && (hooks.OnPath(HookKind.Ln1Scale, layer) || hooks.OnPath(HookKind.Ln1Normalized, layer)))
            throw new InvalidOperationException($"In layer {layer} both the norm before attention and the inputs of single heads are edited or differentiated. Each head then has a norm of its own: do it in two runs.");
        var all = onPath ? null : Linear.Apply(normed, w.Qkv, w.QkvBias); // [batch, pos, (heads + 2 kv_heads) d_head]
        var projected = new Tensor[3];
        for (var i = 0; i < 3; i++)
        {
            var (kind, heads, start, count) = parts[i];
            if (!hooks.OnPath(kind, layer))
            {
                hooks.Keep(kind, layer, () => Input(heads));
                var part = all is not null
                    ? all.narrow(2, start, count)
                    : Linear.Apply(normed, w.Qkv.narrow(0, start, count), w.QkvBias?.narrow(0, start, count));
                projected[i] = part.view(batch, positions, heads, c.DHead);
                continue;
            }
            var input = Norm.Apply(hooks.Pass(kind, layer, Input(heads)), w.Ln1Weight, w.Ln1Bias, c);
            var matrices = w.Qkv.narrow(0, start, count).view(heads, c.DHead, c.DModel);
            var own = einsum("bphd,hed->bphe", input, matrices);
            projected[i] = w.QkvBias is { } bias ? own.Plus(bias.narrow(0, start, count).view(heads, c.DHead)) : own;
        }
        return (projected[0], projected[1], projected[2]);
    }

    static Tensor Output(Tensor z, BlockWeights w, int layer, ForwardPass run)
    {
        var (c, hooks) = (run.Config, run.Hooks);
        // [batch, pos, head, d_model] = z W_O of each head
        Tensor Results() => einsum("bphe,dhe->bphd", z, w.O.view(c.DModel, c.Heads, c.DHead));
        if (hooks.OnPath(HookKind.Result, layer))
        {
            var sum = hooks.Pass(HookKind.Result, layer, Results()).sum(2);
            return w.OBias is { } bias ? sum.Plus(bias) : sum;
        }
        hooks.Keep(HookKind.Result, layer, Results);
        return Linear.Apply(z.reshape(z.shape[0], z.shape[1], (long)c.Heads * c.DHead), w.O, w.OBias);
    }

    /// <summary>Halves are exponentiated and summed in float32.</summary>
    public static Tensor Softmax(Tensor scores) => scores.dtype is ScalarType.Float16 or ScalarType.BFloat16
        ? scores.to(ScalarType.Float32).softmax(-1).to(scores.dtype)
        : scores.softmax(-1);
}
