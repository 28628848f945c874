using TorchSharp;
using static TorchSharp.torch;

namespace Overhear;

/// <summary>
/// All direct edges (Elhage et al. 2021, "A Mathematical Framework for Transformer Circuits"): every sender (embedding, heads, MLPs) into every
/// receiver (queries, keys and values of heads, MLPs, logits), the change travelling along the residual stream alone. Exact: norms are recomputed.
/// </summary>
public static class DirectPaths
{
    /// <summary>All receivers of a model: queries of all heads, keys and values of all key-value heads, MLPs.</summary>
    public static IReadOnlyList<PathReceiver> Receivers(TransformerModel model)
    {
        var c = model.Config;
        IEnumerable<HeadId> Shared(int layer) => Enumerable.Range(0, c.KeyValueHeads).Select(group => new HeadId(layer, group * c.HeadsPerKeyValueHead));
        return
        [
            .. Enumerable.Range(0, c.Layers).SelectMany(layer => (IEnumerable<PathReceiver>)
            [
                .. Enumerable.Range(0, c.Heads).Select(head => PathReceiver.Query(new HeadId(layer, head))), .. Shared(layer).Select(PathReceiver.Key), .. Shared(layer).Select(PathReceiver.Value), PathReceiver.Mlp(layer),
            ]),
        ];
    }

    /// <summary>
    /// How far an edge moves what its receiver computes: the Euclidean norm of the change of its query, key or value, or of an MLP's normed
    /// input, over all positions, over that of the clean one. A first ranking, without any patched run.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="twins">Clean prompts and their corrupted twins.</param>
    /// <param name="senders">The senders; embedding, heads and MLPs where it is null.</param>
    /// <param name="receivers">The receivers; all where it is null.</param>
    /// <returns>Senders by receivers; <see cref="PatchingResult.Patched"/> is the norm's share, plain 0; NaN where the sender comes behind the receiver.</returns>
    /// <remarks>Two forward passes, and of each edge a product with the receiver's own weights.</remarks>
    /// <exception cref="ArgumentException">Prompts, twins, senders or receivers do not fit; the message lists every problem.</exception>
    public static PatchingResult Changes(TransformerModel model, TwinPrompts twins, IReadOnlyList<PathSender>? senders = null, IReadOnlyList<PathReceiver>? receivers = null) =>
        new DirectSweep(model, twins, senders, receivers).Changes();

    /// <summary>What each edge does to the answer: the model runs on from the receiver with what it then reads, everything else live.</summary>
    /// <param name="model">The model.</param>
    /// <param name="twins">Clean prompts and their corrupted twins.</param>
    /// <param name="senders">The senders; embedding, heads and MLPs where it is null.</param>
    /// <param name="receivers">The receivers, each by itself; all where it is null.</param>
    /// <param name="logits">Whether the logits are a receiver too: the last column.</param>
    /// <returns>Senders by receivers; NaN where the sender comes behind the receiver.</returns>
    /// <remarks>Two forward passes, and of each edge the layers behind its receiver, from the first position on at which prompt and twin differ.</remarks>
    /// <exception cref="ArgumentException">Prompts, twins, senders or receivers do not fit; the message lists every problem.</exception>
    public static PatchingResult Effects(TransformerModel model, TwinPrompts twins, IReadOnlyList<PathSender>? senders = null, IReadOnlyList<PathReceiver>? receivers = null, bool logits = true) =>
        new DirectSweep(model, twins, senders, receivers).Effects(logits);
}
