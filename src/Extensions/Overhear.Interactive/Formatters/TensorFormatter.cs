using System.Net;
using TorchSharp;
using static TorchSharp.torch;

namespace Overhear.Interactive;

/// <summary>A tensor: shape, type, device, smallest, mean and largest number, and the first of its values. A disposed one says so.</summary>
sealed class TensorFormatter : ValueFormatter<Tensor>
{
    const int MostValues = 8;

    public override void Register()
    {
        base.Register();
        RegisterLive(tensor => ToText(tensor).Split('\n')[0]);
    }

    public override string ToHtml(Tensor value)
    {
        var (title, facts, values) = Describe(value);
        var preview = values.Length > 0 ? $"<pre>{WebUtility.HtmlEncode(values)}</pre>" : "";
        return $"<div><b>{WebUtility.HtmlEncode(title)}</b> {WebUtility.HtmlEncode(facts)}{preview}</div>";
    }

    public override string ToText(Tensor value)
    {
        var (title, facts, values) = Describe(value);
        return string.Join('\n', new[] { $"{title} {facts}".Trim(), values }.Where(line => line.Length > 0));
    }

    static (string Title, string Facts, string Values) Describe(Tensor tensor)
    {
        if (tensor.IsInvalid) return ("tensor", "disposed: its memory was freed. Tensors of a run end with it; return plain data instead.", "");
        using var scope = NewDisposeScope();
        using var mode = no_grad();
        var title = $"tensor [{string.Join(", ", tensor.shape)}]";
        var facts = $"{tensor.dtype} on {tensor.device}{(tensor.requires_grad ? ", requires grad" : "")}";
        if (tensor.numel() == 0) return (title, facts + ", empty", "");
        if (tensor.is_sparse || tensor.is_complex() || tensor.device_type == DeviceType.META) return (title, facts, "");
        return (title, $"{facts}, {Range(tensor)}", Values(tensor));
    }

    static string Range(Tensor tensor)
    {
        // Halves of 16 bits and truth values have no minimum of their own everywhere.
        var numbers = tensor.is_floating_point() || tensor.dtype is ScalarType.Int32 or ScalarType.Int64 ? tensor : tensor.to(ScalarType.Int32);
        var (least, most) = (numbers.min().to(ScalarType.Float64).item<double>(), numbers.max().to(ScalarType.Float64).item<double>());
        var mean = numbers.sum(ScalarType.Float64).item<double>() / tensor.numel();
        return $"min {Number.Short(least)}, mean {Number.Short(mean)}, max {Number.Short(most)}";
    }

    /// <summary>A scalar, the beginning of a vector, or the upper left corner of the first matrix.</summary>
    static string Values(Tensor tensor)
    {
        var corner = tensor;
        while (corner.dim() > 2) corner = corner[0];
        var more = corner.numel() < tensor.numel();
        var (rows, columns) = (corner.dim() < 2 ? 1 : corner.shape[0], corner.dim() < 1 ? 1 : corner.shape[^1]);
        corner = corner.reshape(rows, columns).narrow(0, 0, Math.Min(rows, MostValues)).narrow(1, 0, Math.Min(columns, MostValues));
        var numbers = corner.to(ScalarType.Float64).cpu().contiguous().data<double>().ToArray();
        var width = (int)corner.shape[1];
        var lines = Enumerable.Range(0, (int)corner.shape[0])
            .Select(row => string.Join(' ', numbers.Skip(row * width).Take(width).Select(number => Number.Short(number).PadLeft(10))) + (width < columns ? " …" : ""));
        return string.Join('\n', lines) + (corner.shape[0] < rows || more ? "\n…" : "");
    }
}
