using TorchSharp;

namespace Overhear;

/// <summary>Where each head looks: attention probabilities of every head on one prompt.</summary>
public static class AttentionPatterns
{
    /// <summary>The patterns of all heads, or of those of some layers.</summary>
    /// <param name="model">The model.</param>
    /// <param name="prompt">The prompt; at most a few hundred tokens make a figure that can be read.</param>
    /// <param name="layers">The layers, from 0; all unless given.</param>
    /// <remarks>One forward pass up to the last of the layers; memory layers × heads × pos².</remarks>
    /// <exception cref="ArgumentException">The model has no such layer, or the prompt does not fit it.</exception>
    public static AttentionPatternsResult Of(TransformerModel model, Prompt prompt, IReadOnlyList<int>? layers = null)
    {
        int[] asked = layers is null ? [.. Enumerable.Range(0, model.Config.Layers)] : [.. layers.Distinct().Order()];
        foreach (var layer in asked)
            if (layer < 0 || layer >= model.Config.Layers) throw new ArgumentException($"There is no layer {layer}; {model.Name} has layers 0 to {model.Config.Layers - 1}.", nameof(layers));
        if (asked.Length == 0) throw new ArgumentException("Name at least one layer, or leave the layers out for all.", nameof(layers));
        var options = new RunOptions { Keep = HookSelection.Of(asked.Select(HookPoint.Pattern)), StopAtLayer = asked[^1] + 1, Logits = LogitsAt.Nowhere };
        var patterns = model.Inspect(prompt, run => asked.ToDictionary(l => l, l => Read(run[HookPoint.Pattern(l)])), options);
        return new AttentionPatternsResult(prompt, patterns.SelectMany(l => l.Value.Select((values, head) => (new HeadId(l.Key, head), values))), model.Record());
    }

    /// <summary>[1, head, query_pos, key_pos] → one table a head.</summary>
    static double[][,] Read(torch.Tensor pattern)
    {
        var (heads, length) = ((int)pattern.shape[1], (int)pattern.shape[2]);
        var flat = pattern.to(torch.ScalarType.Float64).cpu().contiguous().data<double>().ToArray();
        var tables = new double[heads][,];
        for (var head = 0; head < heads; head++)
        {
            tables[head] = new double[length, length];
            Buffer.BlockCopy(flat, head * length * length * sizeof(double), tables[head], 0, length * length * sizeof(double));
        }
        return tables;
    }
}
