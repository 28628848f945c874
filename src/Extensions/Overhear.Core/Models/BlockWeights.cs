using TorchSharp;

namespace Overhear;

/// <summary>The weights of one layer. Matrices are stored [out, in], so that row vectors pass as x · Wᵀ.</summary>
sealed class BlockWeights
{
    /// <summary>[d_model]; null once folded.</summary>
    public torch.Tensor? Ln1Weight { get; init; }
    /// <summary>[d_model]</summary>
    public torch.Tensor? Ln1Bias { get; init; }
    /// <summary>Queries, then keys, then values [(heads + 2 kv_heads) d_head, d_model].</summary>
    public required torch.Tensor Qkv { get; init; }
    /// <summary>[(heads + 2 kv_heads) d_head]</summary>
    public torch.Tensor? QkvBias { get; init; }
    /// <summary>[d_model, heads d_head]</summary>
    public required torch.Tensor O { get; init; }
    /// <summary>[d_model]</summary>
    public torch.Tensor? OBias { get; init; }
    /// <summary>[d_model]; null once folded.</summary>
    public torch.Tensor? Ln2Weight { get; init; }
    /// <summary>[d_model]</summary>
    public torch.Tensor? Ln2Bias { get; init; }
    /// <summary>[d_mlp, d_model]; of a gated MLP the gate, then the linear half [2 d_mlp, d_model].</summary>
    public required torch.Tensor In { get; init; }
    /// <summary>[d_mlp] or [2 d_mlp]</summary>
    public torch.Tensor? InBias { get; init; }
    /// <summary>[d_model, d_mlp]</summary>
    public required torch.Tensor Out { get; init; }
    /// <summary>[d_model]</summary>
    public torch.Tensor? OutBias { get; init; }

    /// <summary>Every tensor with its name, in a fixed order.</summary>
    public IEnumerable<(string Name, torch.Tensor Tensor)> All()
    {
        (string, torch.Tensor?)[] all =
        [
            ("ln1.w", Ln1Weight), ("ln1.b", Ln1Bias), ("attn.W_QKV", Qkv), ("attn.b_QKV", QkvBias), ("attn.W_O", O), ("attn.b_O", OBias),
            ("ln2.w", Ln2Weight), ("ln2.b", Ln2Bias), ("mlp.W_in", In), ("mlp.b_in", InBias), ("mlp.W_out", Out), ("mlp.b_out", OutBias),
        ];
        return all.Where(t => t.Item2 is not null).Select(t => (t.Item1, t.Item2!));
    }

    /// <summary>The same layer with each tensor replaced by what the function gives for it; null takes it away.</summary>
    public BlockWeights Map(Func<string, torch.Tensor?, torch.Tensor?> change) => new()
    {
        Ln1Weight = change("ln1.w", Ln1Weight),
        Ln1Bias = change("ln1.b", Ln1Bias),
        Qkv = change("attn.W_QKV", Qkv)!,
        QkvBias = change("attn.b_QKV", QkvBias),
        O = change("attn.W_O", O)!,
        OBias = change("attn.b_O", OBias),
        Ln2Weight = change("ln2.w", Ln2Weight),
        Ln2Bias = change("ln2.b", Ln2Bias),
        In = change("mlp.W_in", In)!,
        InBias = change("mlp.b_in", InBias),
        Out = change("mlp.W_out", Out)!,
        OutBias = change("mlp.b_out", OutBias),
    };
}
