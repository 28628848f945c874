using System.Globalization;

namespace Overhear;

/// <summary>An attention head, both counted from 0 and written <c>layer.head</c>: 9.6 is head 6 of layer 9.</summary>
/// <param name="Layer">The layer, from 0.</param>
/// <param name="Head">The head within its layer, from 0.</param>
public readonly record struct HeadId(int Layer, int Head) : IComparable<HeadId>, IComparable
{
    /// <summary>Reads <c>9.6</c>.</summary>
    /// <exception cref="FormatException">The text is not of that form.</exception>
    public static HeadId Parse(string text)
    {
        var parts = text.Split('.');
        if (parts.Length == 2
            && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var layer)
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var head))
            return new HeadId(layer, head);
        throw new FormatException($"'{text}' names no head. A head is written layer.head, both counted from 0: 9.6 is head 6 of layer 9.");
    }

    /// <summary>By layer, then by head.</summary>
    public int CompareTo(HeadId other) => Layer != other.Layer ? Layer.CompareTo(other.Layer) : Head.CompareTo(other.Head);

    int IComparable.CompareTo(object? other) => other is HeadId head ? CompareTo(head) : other is null ? 1 : throw new ArgumentException("A HeadId compares with a HeadId.", nameof(other));

    /// <summary><c>layer.head</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Layer}.{Head}");
}
