using TorchSharp;
using static TorchSharp.torch;

namespace Overhear;

/// <summary>Moves what the value biases write into attention's output bias: b_O ← b_O + Σ_h b_V W_O of head h, b_V ← 0.</summary>
/// <remarks>Exact because attention rows sum to 1, which they do in all families here. Query heads that share a value head take its bias each. Without value biases nothing changes.</remarks>
static class FoldValueBiases
{
    public static TransformerModel Apply(TransformerModel model)
    {
        using var scope = NewDisposeScope();
        using var mode = no_grad();
        var (c, w) = (model.Config, model.Weights);
        long q = (long)c.Heads * c.DHead, kv = (long)c.KeyValueHeads * c.DHead;
        Dictionary<string, Tensor> changed = [];
        for (var layer = 0; layer < w.Blocks.Count; layer++)
        {
            var block = w.Blocks[layer];
            if (block.QkvBias is not { } bias) continue;
            var values = bias.narrow(0, q + kv, kv).view(c.KeyValueHeads, 1, c.DHead).expand(c.KeyValueHeads, c.HeadsPerKeyValueHead, c.DHead).reshape(q);
            var written = block.O.mv(values);
            var rest = bias.clone();
            rest.narrow(0, q + kv, kv).zero_();
            changed[$"blocks.{layer}.attn.b_QKV"] = rest;
            changed[$"blocks.{layer}.attn.b_O"] = block.OBias is { } old ? old.Plus(written) : written;
        }
        return model.With(w.Map((name, old) => changed.GetValueOrDefault(name, old!)), "value biases folded");
    }
}
