using TorchSharp;

namespace Overhear;

/// <summary>Which hook points a model of some shape has, and how large each is.</summary>
static class HookShape
{
    /// <summary>All places of the model, in the order of the forward pass.</summary>
    public static IReadOnlyList<HookPoint> Points(TransformerConfig config)
    {
        var points = new List<HookPoint>();
        foreach (var kind in Enum.GetValues<HookKind>().Where(kind => Exists(config, kind)))
        {
            if (HookPoint.IsInLayer(kind)) points.AddRange(Enumerable.Range(0, config.Layers).Select(layer => new HookPoint(kind, layer)));
            else points.Add(new HookPoint(kind));
        }
        points.Sort();
        return points;
    }

    /// <summary>Why a place does not exist in a model of this shape; null where it does.</summary>
    public static string? WhyMissing(TransformerConfig config, HookPoint point)
    {
        if (point.Layer is { } layer && layer >= config.Layers) return $"There is no layer {layer}: the model has {config.Layers}, counted from 0.";
        if (Exists(config, point.Kind)) return null;
        return point.Kind switch
        {
            HookKind.PosEmbed => "Its positions are rotary: there is no position embedding.",
            HookKind.RotQ or HookKind.RotK => "Its positions are learned: queries and keys are not rotated.",
            HookKind.ResidMid => "Its attention and MLP run in parallel: there is no residual stream between them.",
            _ => "Its MLP is not gated.",
        };
    }

    /// <summary>The shape of an activation for a batch of that many rows and positions.</summary>
    public static IReadOnlyList<long> Shape(TransformerConfig c, HookKind kind, long batch, long positions) => kind switch
    {
        HookKind.Ln1Scale or HookKind.Ln2Scale or HookKind.FinalScale => [batch, positions, 1],
        HookKind.Q or HookKind.RotQ or HookKind.Z => [batch, positions, c.Heads, c.DHead],
        HookKind.K or HookKind.V or HookKind.RotK => [batch, positions, c.KeyValueHeads, c.DHead],
        HookKind.AttnScores or HookKind.Pattern => [batch, c.Heads, positions, positions],
        HookKind.Result or HookKind.QInput => [batch, positions, c.Heads, c.DModel],
        HookKind.KInput or HookKind.VInput => [batch, positions, c.KeyValueHeads, c.DModel],
        HookKind.MlpPre or HookKind.MlpPreLinear or HookKind.MlpPost => [batch, positions, c.DMlp],
        HookKind.Logits => [batch, positions, c.VocabularySize],
        _ => [batch, positions, c.DModel],
    };

    /// <summary>Numbers that an activation holds for a batch of that many rows and positions.</summary>
    public static long Numbers(TransformerConfig c, HookKind kind, long batch, long positions) => Shape(c, kind, batch, positions).Aggregate(1L, (product, size) => product * size);

    /// <summary>Bytes of one number of an activation in a model of that type; a norm's divisor is float32 where the model runs in halves.</summary>
    public static long BytesEach(HookKind kind, torch.ScalarType dtype) => kind is HookKind.Ln1Scale or HookKind.Ln2Scale or HookKind.FinalScale
        ? Math.Max(sizeof(float), dtype.ElementSize())
        : dtype.ElementSize();

    static bool Exists(TransformerConfig config, HookKind kind) => kind switch
    {
        HookKind.PosEmbed => config.LearnedPositions,
        HookKind.RotQ or HookKind.RotK => !config.LearnedPositions,
        HookKind.ResidMid => !config.ParallelBlocks,
        HookKind.MlpPreLinear => config.GatedMlp,
        _ => true,
    };
}
