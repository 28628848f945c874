using TorchSharp;
using static TorchSharp.torch;

namespace Overhear;

/// <summary>
/// A model's weights under TransformerLens' names and in its shapes: row vectors act from the left, <c>x @ W_Q</c>. Views of the
/// model's own memory, which no one may change; they live until the function that reads them returns.
/// </summary>
public sealed class WeightsView
{
    readonly TransformerConfig config;
    readonly ModelWeights weights;

    internal WeightsView(TransformerConfig config, ModelWeights weights) => (this.config, this.weights) = (config, weights);

    /// <summary>Token embedding [vocabulary, d_model].</summary>
    public Tensor W_E => weights.Embed.detach();

    /// <summary>Position embedding [context, d_model]; null with rotary positions. Row 0 is position 0.</summary>
    public Tensor? W_pos => weights.Positions?.detach().narrow(0, config.PositionOffset, config.ContextLength);

    /// <summary>Unembedding [d_model, vocabulary].</summary>
    public Tensor W_U => weights.Unembed.detach().t();

    /// <summary>Bias of the unembedding [vocabulary]; null unless a norm's bias was folded into it.</summary>
    public Tensor? b_U => weights.UnembedBias?.detach();

    /// <summary>Queries of a layer [head, d_model, d_head].</summary>
    public Tensor W_Q(int layer) => Heads(Block(layer).Qkv, 0, config.Heads);

    /// <summary>Keys of a layer [kv_head, d_model, d_head].</summary>
    public Tensor W_K(int layer) => Heads(Block(layer).Qkv, config.Heads, config.KeyValueHeads);

    /// <summary>Values of a layer [kv_head, d_model, d_head].</summary>
    public Tensor W_V(int layer) => Heads(Block(layer).Qkv, config.Heads + config.KeyValueHeads, config.KeyValueHeads);

    /// <summary>Attention output of a layer [head, d_head, d_model].</summary>
    public Tensor W_O(int layer) => Block(layer).O.detach().view(config.DModel, config.Heads, config.DHead).permute(1, 2, 0);

    /// <summary>Biases of the queries [head, d_head]; null where there are none.</summary>
    public Tensor? b_Q(int layer) => Biases(layer, 0, config.Heads);

    /// <summary>Biases of the keys [kv_head, d_head]; null where there are none.</summary>
    public Tensor? b_K(int layer) => Biases(layer, config.Heads, config.KeyValueHeads);

    /// <summary>Biases of the values [kv_head, d_head]; null where there are none.</summary>
    public Tensor? b_V(int layer) => Biases(layer, config.Heads + config.KeyValueHeads, config.KeyValueHeads);

    /// <summary>Bias of the attention output [d_model]; null where there is none.</summary>
    public Tensor? b_O(int layer) => Block(layer).OBias?.detach();

    /// <summary>First matrix of the MLP, of a gated one the linear half [d_model, d_mlp].</summary>
    public Tensor W_in(int layer) => (config.GatedMlp ? Block(layer).In.detach().narrow(0, config.DMlp, config.DMlp) : Block(layer).In.detach()).t();

    /// <summary>The gate of a gated MLP [d_model, d_mlp]; null where there is none.</summary>
    public Tensor? W_gate(int layer) => config.GatedMlp ? Block(layer).In.detach().narrow(0, 0, config.DMlp).t() : null;

    /// <summary>Second matrix of the MLP [d_mlp, d_model].</summary>
    public Tensor W_out(int layer) => Block(layer).Out.detach().t();

    /// <summary>Bias before the activation, of a gated MLP of the linear half [d_mlp]; null where there is none.</summary>
    public Tensor? b_in(int layer) => Block(layer).InBias is { } b ? (config.GatedMlp ? b.detach().narrow(0, config.DMlp, config.DMlp) : b.detach()) : null;

    /// <summary>Bias of the MLP's output [d_model]; null where there is none.</summary>
    public Tensor? b_out(int layer) => Block(layer).OutBias?.detach();

    BlockWeights Block(int layer) => layer >= 0 && layer < config.Layers
        ? weights.Blocks[layer]
        : throw new ArgumentOutOfRangeException(nameof(layer), layer, $"There is no such layer; layers are 0 to {config.Layers - 1}.");

    Tensor Heads(Tensor qkv, int first, int count) =>
        qkv.detach().narrow(0, (long)first * config.DHead, (long)count * config.DHead).view(count, config.DHead, config.DModel).transpose(1, 2);

    Tensor? Biases(int layer, int first, int count) =>
        Block(layer).QkvBias?.detach().narrow(0, (long)first * config.DHead, (long)count * config.DHead).view(count, config.DHead);
}
