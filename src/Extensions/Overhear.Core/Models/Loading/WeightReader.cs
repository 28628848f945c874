using TorchSharp;
using static TorchSharp.torch;

namespace Overhear;

/// <summary>Fills a model's weights from stored tensors, each read straight into its own memory where type and layout agree.</summary>
/// <remarks>Where they do not, rows pass through a buffer of at most <see cref="BufferBytes"/>: loading takes little more than the weights.</remarks>
static class WeightReader
{
    const long BufferBytes = 1 << 22;

    /// <param name="rules">What goes where; names, types and shapes are known to fit.</param>
    /// <param name="nameOf">A rule's name as stored.</param>
    /// <param name="source">The stored tensors.</param>
    /// <param name="weights">The weights to fill.</param>
    /// <param name="label">Shown as progress.</param>
    public static void Fill(IReadOnlyList<TensorRule> rules, Func<TensorRule, string> nameOf, TensorSource source, ModelWeights weights, string label)
    {
        using var mode = no_grad();
        long done = 0, total = rules.Sum(r => source.Entry(nameOf(r)).ByteLength);
        void Tell(int tensors) => Work.Current.Step(label, tensors, rules.Count, FormattableString.Invariant($"{done / 1e6:0.#} of {total / 1e6:0.#} MB"));
        foreach (var (at, rule) in rules.Index())
        {
            var entry = source.Entry(nameOf(rule));
            long row = 0;
            foreach (var part in rule.Parts)
            {
                Tell(at);
                Fill(rule, part, row, entry, source, weights);
                row += part.Rows;
                done += entry.ByteLength * part.Rows / rule.Shape[0];
            }
        }
        Tell(rules.Count);
    }

    static void Fill(TensorRule rule, TensorPart part, long firstRow, TensorEntry entry, TensorSource source, ModelWeights weights)
    {
        using var scope = NewDisposeScope();
        var target = part.Target(weights);
        var rowBytes = entry.ByteLength / rule.Shape[0];
        var offset = firstRow * rowBytes;
        var stored = StoredType(entry);
        if (!rule.Transposed && stored == target.dtype && target.device_type == DeviceType.CPU)
        {
            TensorMemory.Visit(target, (chunk, at) => source.Read(entry, offset + at, chunk));
            return;
        }
        var rows = Math.Clamp(BufferBytes / Math.Max(1, rowBytes), 1, part.Rows);
        long[] shape = [rows, .. rule.Shape.Skip(1)];
        var buffer = empty(shape, stored);
        for (long at = 0; at < part.Rows; at += rows)
        {
            using var inner = NewDisposeScope();
            var count = Math.Min(rows, part.Rows - at);
            var chunk = buffer.narrow(0, 0, count);
            var start = offset + at * rowBytes;
            TensorMemory.Visit(chunk, (bytes, within) => source.Read(entry, start + within, bytes));
            (rule.Transposed ? target.narrow(1, at, count) : target.narrow(0, at, count)).copy_(rule.Transposed ? chunk.t() : chunk);
        }
    }

    /// <summary>The type of a stored tensor, if weights can be stored in it.</summary>
    public static ScalarType? TypeOf(TensorEntry entry) => entry.Type switch
    {
        StorageType.F32 => ScalarType.Float32,
        StorageType.F16 => ScalarType.Float16,
        StorageType.BF16 => ScalarType.BFloat16,
        StorageType.F64 => ScalarType.Float64,
        _ => null,
    };

    static ScalarType StoredType(TensorEntry entry) => TypeOf(entry)!.Value;
}
