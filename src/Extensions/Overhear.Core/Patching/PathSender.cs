namespace Overhear;

/// <summary>Where a path begins: what a head or an MLP writes, or the embedding. A value.</summary>
/// <param name="Point">z of the head's layer, the MLP's output, or the first residual stream.</param>
/// <param name="Slot">The head in its layer; 0 of others.</param>
public readonly record struct PathSender(HookPoint Point, int Slot)
{
    /// <summary>A head, by its weighted values (z).</summary>
    public static PathSender OfHead(HeadId head) => new(HookPoint.Z(head.Layer), head.Head);

    /// <summary>The MLP of a layer, by its output.</summary>
    public static PathSender OfMlp(int layer) => new(HookPoint.MlpOut(layer), 0);

    /// <summary>The embedding, of tokens and of positions where these are learned.</summary>
    public static PathSender Embedding { get; } = new(HookPoint.ResidPre(0), 0);

    /// <summary>The head, where it is one.</summary>
    public HeadId? Head => Point.Kind == HookKind.Z ? new HeadId(Point.Layer!.Value, Slot) : null;

    /// <summary>The layer in which the sender writes; −1 before the first one.</summary>
    internal int Layer => Point.Kind == HookKind.ResidPre ? Point.Layer!.Value - 1 : Point.Layer!.Value;

    /// <summary>Whether it writes where the MLP of its layer does, or behind it.</summary>
    internal bool IsMlp => Point.Kind is HookKind.MlpOut or HookKind.ResidPost or HookKind.ResidPre;

    /// <summary>Throws unless the model has it.</summary>
    internal void Require(TransformerModel model)
    {
        if (Head is { } head) model.Require(head);
        else if (this != Embedding && (Point.Kind != HookKind.MlpOut || Point.Layer >= model.Config.Layers || Slot != 0))
            throw new ArgumentException($"{Point} sends nothing: a sender is a head, the MLP of a layer from 0 to {model.Config.Layers - 1}, or the embedding.");
    }

    /// <summary>9.6, MLP 9, or embedding.</summary>
    public override string ToString() => Head is { } head ? $"{head}" : Point.Kind == HookKind.MlpOut ? $"MLP {Point.Layer}" : this == Embedding ? "embedding" : $"{Point}";
}
