namespace Overhear;

/// <summary>Where a path ends: what a head's query, key or value, or an MLP, reads. A value.</summary>
/// <param name="Kind">Q, K, V or MlpIn.</param>
/// <param name="Layer">The layer, from 0.</param>
/// <param name="Head">The head in its layer; 0 of an MLP. Where query heads share keys and values, any of those that do names them.</param>
public readonly record struct PathReceiver(HookKind Kind, int Layer, int Head)
{
    /// <summary>The query of a head.</summary>
    public static PathReceiver Query(HeadId head) => new(HookKind.Q, head.Layer, head.Head);

    /// <summary>The key of a head.</summary>
    public static PathReceiver Key(HeadId head) => new(HookKind.K, head.Layer, head.Head);

    /// <summary>The value of a head.</summary>
    public static PathReceiver Value(HeadId head) => new(HookKind.V, head.Layer, head.Head);

    /// <summary>The input of a layer's MLP.</summary>
    public static PathReceiver Mlp(int layer) => new(HookKind.MlpIn, layer, 0);

    /// <summary>Whether a sender writes before it reads.</summary>
    internal bool ComesAfter(PathSender sender, TransformerConfig config) => Kind == HookKind.MlpIn && !config.ParallelBlocks && !sender.IsMlp ? sender.Layer <= Layer : sender.Layer < Layer;

    /// <summary>The head, or the key-value head that it uses.</summary>
    internal int SlotIn(TransformerConfig config) => Kind is HookKind.K or HookKind.V ? Head / config.HeadsPerKeyValueHead : Head;

    /// <summary>Throws unless the model has it.</summary>
    internal void Require(TransformerModel model)
    {
        if (Kind is HookKind.Q or HookKind.K or HookKind.V) model.Require(new HeadId(Layer, Head));
        else if (Kind != HookKind.MlpIn || Layer < 0 || Layer >= model.Config.Layers || Head != 0)
            throw new ArgumentException($"{Kind} of layer {Layer} receives nothing: a receiver is the query, key or value of a head, or the input of an MLP of layer 0 to {model.Config.Layers - 1}.");
    }

    /// <summary>For instance: query of 9.6.</summary>
    public override string ToString() => Kind == HookKind.MlpIn ? $"MLP {Layer}" : $"{(Kind == HookKind.Q ? "query" : Kind == HookKind.K ? "key" : "value")} of {new HeadId(Layer, Head)}";
}
