namespace Overhear;

/// <summary>Stored numbers as arrays of .NET.</summary>
static class TensorNumbers
{
    public static float[] Floats(TensorSource source, TensorEntry entry) => entry.Type switch
    {
        StorageType.F32 => source.ReadArray<float>(entry),
        StorageType.F16 => Array.ConvertAll(source.ReadArray<Half>(entry), number => (float)number),
        StorageType.BF16 => Array.ConvertAll(source.ReadArray<ushort>(entry), FromBFloat16),
        _ => throw Refused(source, entry, "F32, F16, BF16", entry.Type == StorageType.F64 ? "Read it with ReadDoubles." : null),
    };

    public static double[] Doubles(TensorSource source, TensorEntry entry) => entry.Type switch
    {
        StorageType.F64 => source.ReadArray<double>(entry),
        StorageType.F32 or StorageType.F16 or StorageType.BF16 => Array.ConvertAll(Floats(source, entry), number => (double)number),
        _ => throw Refused(source, entry, "F64, F32, F16, BF16", null),
    };

    public static long[] Integers(TensorSource source, TensorEntry entry) => entry.Type switch
    {
        StorageType.I64 => source.ReadArray<long>(entry),
        StorageType.I32 => Array.ConvertAll(source.ReadArray<int>(entry), number => (long)number),
        StorageType.I16 => Array.ConvertAll(source.ReadArray<short>(entry), number => (long)number),
        StorageType.I8 => Array.ConvertAll(source.ReadArray<sbyte>(entry), number => (long)number),
        StorageType.U64 => Array.ConvertAll(source.ReadArray<ulong>(entry), number => number <= long.MaxValue ? (long)number : throw Beyond(source, entry, number)),
        StorageType.U32 => Array.ConvertAll(source.ReadArray<uint>(entry), number => (long)number),
        StorageType.U16 => Array.ConvertAll(source.ReadArray<ushort>(entry), number => (long)number),
        StorageType.U8 => Array.ConvertAll(source.ReadArray<byte>(entry), number => (long)number),
        StorageType.BOOL => Array.ConvertAll(source.ReadArray<byte>(entry), number => number == 0 ? 0L : 1L),
        _ => throw Refused(source, entry, "I64, I32, I16, I8, U64, U32, U16, U8, BOOL", null),
    };

    /// <summary>A bfloat16 is the upper half of a float32.</summary>
    static float FromBFloat16(ushort bits) => BitConverter.UInt32BitsToSingle((uint)bits << 16);

    static InvalidFileException Refused(TensorSource source, TensorEntry entry, string allowed, string? advice) =>
        new(source.FilePath, "holds numbers of another type", [$"{FaultList.Quote(entry.Name)} is of type {entry.Type}; allowed here are {allowed}"], advice);

    static InvalidFileException Beyond(TensorSource source, TensorEntry entry, ulong number) =>
        new(source.FilePath, "holds a number that is too large", [$"{FaultList.Quote(entry.Name)} holds {number}; at most {long.MaxValue} is read"]);
}
