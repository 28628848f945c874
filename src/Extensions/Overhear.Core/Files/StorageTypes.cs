using System.Collections.Frozen;

namespace Overhear;

/// <summary>Names and sizes of <see cref="StorageType"/>.</summary>
static class StorageTypes
{
    // Enum.Parse would also take numbers, white space and lists.
    static readonly FrozenDictionary<string, StorageType> byName = Enum.GetValues<StorageType>().ToFrozenDictionary(type => type.ToString(), StringComparer.Ordinal);

    /// <summary>All names, for messages.</summary>
    public static string Names { get; } = string.Join(", ", Enum.GetNames<StorageType>());

    /// <summary>The type of that name; null where there is none.</summary>
    public static StorageType? Parse(string name) => byName.TryGetValue(name, out var type) ? type : null;

    /// <summary>Bytes of one number.</summary>
    public static int ByteSize(this StorageType type) => type switch
    {
        StorageType.BOOL or StorageType.U8 or StorageType.I8
            or StorageType.F8_E5M2 or StorageType.F8_E4M3 or StorageType.F8_E8M0 or StorageType.F8_E4M3FNUZ or StorageType.F8_E5M2FNUZ => 1,
        StorageType.I16 or StorageType.U16 or StorageType.F16 or StorageType.BF16 => 2,
        StorageType.I32 or StorageType.U32 or StorageType.F32 => 4,
        StorageType.C64 or StorageType.F64 or StorageType.I64 or StorageType.U64 => 8,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, $"There is no such type. Allowed are {Names}."),
    };

    /// <summary>How many bytes a tensor of that type and shape takes; null where the number is larger than 2^63 - 1.</summary>
    /// <remarks>Sizes are multiplied from left to right, so a later 0 does not excuse an earlier overflow: the format's own rule.</remarks>
    public static long? ByteLength(StorageType type, IReadOnlyList<long> shape)
    {
        try
        {
            var count = 1L;
            foreach (var size in shape) count = checked(count * size);
            return checked(count * type.ByteSize());
        }
        catch (OverflowException)
        {
            return null;
        }
    }
}
