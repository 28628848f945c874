using static TorchSharp.torch;

namespace Overhear;

/// <summary>The bytes of a contiguous tensor on the CPU, chunk by chunk: a span holds at most 2 GiB.</summary>
static class TensorMemory
{
    const long ChunkBytes = 1 << 24;

    public delegate void Visitor(Span<byte> chunk, long offset);

    /// <summary>Hands out the tensor's own memory, to be read or written.</summary>
    public static void Visit(Tensor tensor, Visitor visit)
    {
        using var scope = TorchSharp.torch.NewDisposeScope();
        var flat = tensor.view(-1);
        var items = ChunkBytes / tensor.element_size();
        for (long start = 0; start < flat.numel(); start += items)
        {
            using var chunk = flat.narrow(0, start, Math.Min(items, flat.numel() - start));
            visit(chunk.bytes, start * tensor.element_size());
        }
    }
}
