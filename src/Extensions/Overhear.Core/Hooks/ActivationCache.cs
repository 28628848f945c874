using TorchSharp;

namespace Overhear;

/// <summary>The activations that a run kept, by address. They are freed when the run ends.</summary>
public sealed class ActivationCache : IDisposable
{
    readonly Dictionary<HookPoint, torch.Tensor> kept = [];

    internal ActivationCache()
    {
    }

    /// <summary>The addresses, in the order of the forward pass.</summary>
    public IReadOnlyList<HookPoint> Points => [.. kept.Keys.Order()];

    /// <summary>Bytes that the activations take; the inputs of single heads are views of the residual stream and take none of their own.</summary>
    public long Bytes => kept.Where(k => !k.Key.IsView).Sum(k => k.Value.numel() * k.Value.element_size());

    /// <summary>The activation at a place; its shape stands with <see cref="HookKind"/>. Do not change it in place.</summary>
    /// <exception cref="KeyNotFoundException">The run did not keep it.</exception>
    public torch.Tensor this[HookPoint point] => kept.TryGetValue(point, out var tensor)
        ? tensor
        : throw new KeyNotFoundException(
            $"This run did not keep {point}. "
            + (kept.Count == 0 ? "It kept nothing: give it a HookSelection." : $"It kept {kept.Count} places, among them {string.Join(", ", Points.Take(5))}."));

    /// <summary>Whether the place was kept.</summary>
    public bool Contains(HookPoint point) => kept.ContainsKey(point);

    internal void Add(HookPoint point, torch.Tensor tensor) => kept.Add(point, tensor.DetachFromDisposeScope());

    /// <summary>Frees the activations.</summary>
    public void Dispose()
    {
        foreach (var tensor in kept.Values) tensor.Dispose();
        kept.Clear();
    }
}
