namespace Overhear.Tests;

/// <summary>One end of a path: what a head or an MLP writes or reads, or the embedding.</summary>
/// <param name="Point">The activation: z, output of an MLP or the first residual stream to send; q, k, v or input of an MLP to receive.</param>
/// <param name="Slot">The head, or key-value head, on the activation's third axis; 0 where it has none.</param>
readonly record struct PathEnd(HookPoint Point, int Slot)
{
    public static PathEnd Head(HeadId head) => new(HookPoint.Z(head.Layer), head.Head);

    public static PathEnd Mlp(int layer) => new(HookPoint.MlpOut(layer), 0);

    public static PathEnd Embedding => new(HookPoint.ResidPre(0), 0);

    public static PathEnd Query(HeadId head) => new(HookPoint.Q(head.Layer), head.Head);

    public static PathEnd Of(PathSender sender) => new(sender.Point, sender.Slot);

    public static PathEnd Of(PathReceiver receiver, TransformerConfig config) => new(new HookPoint(receiver.Kind, receiver.Layer), receiver.SlotIn(config));
}
