using TorchSharp;
using static TorchSharp.torch;

namespace Overhear;

/// <summary>Keys and values of the tokens that a generation has seen, so that a further token costs one row. Owns its tensors.</summary>
sealed class KeyValueCache : IDisposable
{
    readonly Tensor[] keys;
    readonly Tensor[] values;

    public KeyValueCache(TransformerConfig config, int batch, int capacity, ScalarType dtype, Device device)
    {
        Tensor[] Room() => [.. Enumerable.Range(0, config.Layers)
            .Select(_ => empty([batch, config.KeyValueHeads, capacity, config.DHead], dtype, device).DetachFromDisposeScope())];
        keys = Room();
        values = Room();
        Capacity = capacity;
    }

    /// <summary>Positions that there is room for.</summary>
    public int Capacity { get; }

    /// <summary>Positions that are filled.</summary>
    public int Length { get; private set; }

    /// <summary>Adds one layer's new keys and values [batch, kv_head, new, d_head] and returns all of that layer's.</summary>
    public (Tensor Keys, Tensor Values) Append(int layer, Tensor newKeys, Tensor newValues)
    {
        var count = newKeys.shape[2];
        keys[layer].narrow(2, Length, count).copy_(newKeys);
        values[layer].narrow(2, Length, count).copy_(newValues);
        return (keys[layer].narrow(2, 0, Length + count), values[layer].narrow(2, 0, Length + count));
    }

    /// <summary>Ends a step: the positions that every layer appended count as filled.</summary>
    public void Advance(int count) => Length += count;

    public void Dispose()
    {
        foreach (var tensor in keys.Concat(values)) tensor.Dispose();
    }
}
