namespace Overhear;

/// <summary>What a file says of one of its tensors: name, type, shape and place. The numbers themselves are not read yet.</summary>
public sealed class TensorEntry
{
    internal TensorEntry(string name, StorageType type, IReadOnlyList<long> shape, long byteOffset, long byteLength)
    {
        Name = name;
        Type = type;
        Shape = shape;
        ByteOffset = byteOffset;
        ByteLength = byteLength;
    }

    /// <summary>The name, as stored.</summary>
    public string Name { get; }

    /// <summary>How its numbers are stored.</summary>
    public StorageType Type { get; }

    /// <summary>The sizes of its dimensions, outermost first; empty for a scalar. A size can be 0.</summary>
    public IReadOnlyList<long> Shape { get; }

    /// <summary>How many numbers it holds.</summary>
    public long ElementCount => ByteLength / Type.ByteSize();

    /// <summary>Where its bytes begin, counted from the beginning of the file.</summary>
    public long ByteOffset { get; }

    /// <summary>How many bytes it takes in the file.</summary>
    public long ByteLength { get; }

    /// <summary>For instance <c>wte.weight F32 [50257, 768]</c>.</summary>
    public override string ToString() => $"{Name} {Type} [{string.Join(", ", Shape)}]";
}
