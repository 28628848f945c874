using System.Runtime.InteropServices;

namespace Overhear.Tests;

[Trait("Category", "fast")]
public sealed class SafetensorsFileTests : FileTestFolder
{
    public static TheoryData<StorageType> Types => [.. Enum.GetValues<StorageType>()];

    [Theory]
    [MemberData(nameof(Types))]
    public void Every_type_round_trips(StorageType type)
    {
        var bytes = new byte[6 * type.ByteSize()];
        new Random(3).NextBytes(bytes);
        var path = PathOf("a.safetensors");
        new SafetensorsWriter().Add("x", type, [2, 3], stream => stream.Write(bytes)).AddMetadata("format", "pt").Save(path);

        using var file = SafetensorsFile.Open(path);
        var entry = Assert.Single(file.Entries);
        Assert.Equal(("x", type, 6L, (long)bytes.Length), (entry.Name, entry.Type, entry.ElementCount, entry.ByteLength));
        Assert.Equal([2, 3], entry.Shape);
        Assert.Equal("pt", file.Metadata["format"]);
        var read = new byte[bytes.Length];
        file.Read(entry, read);
        Assert.Equal(bytes, read);
        file.Read(entry, 1, read.AsSpan(0, 3));
        Assert.Equal(bytes[1..4], read[..3]);
    }

    [Fact]
    public void A_file_written_by_hand_is_read()
    {
        // Names in any order, a field that no one knows, white space at the end, no notes: all allowed.
        var header = "{" + Tensor("b", "I16", "[2]", 4, 8) + ",\"a\":{\"more\":{\"x\":[1]},\"data_offsets\":[0,4],\"shape\":[2,2],\"dtype\":\"U8\"},\"__metadata__\":null} \n";
        using var file = SafetensorsFile.Open(WriteBytes("a.safetensors", Safetensors(header, 8)));
        Assert.Equal(["a", "b"], file.Entries.Select(entry => entry.Name));
        Assert.Equal([0L, 1, 2, 3], file.ReadIntegers("a"));
        Assert.Equal([0x0504L, 0x0706], file.ReadIntegers("b"));
        Assert.Empty(file.Metadata);
        Assert.Equal(8, file.ByteLength);
    }

    [Fact]
    public void Scalars_and_empty_tensors()
    {
        var path = PathOf("a.safetensors");
        new SafetensorsWriter().AddFloats("scalar", [1.5f]).AddFloats("none", [], 0, 3).AddDoubles("also none", [], 2, 0).Save(path);
        using var file = SafetensorsFile.Open(path);
        Assert.Empty(file.Entry("scalar").Shape);
        Assert.Equal([1.5f], file.ReadFloats("scalar"));
        Assert.Equal([0, 3], file.Entry("none").Shape);
        Assert.Empty(file.ReadFloats("none"));
        Assert.Empty(file.ReadDoubles("also none"));
        Assert.Equal(1, file.Entry("scalar").ElementCount);
    }

    [Fact]
    public void A_file_without_tensors_is_valid()
    {
        using var file = SafetensorsFile.Open(WriteBytes("a.safetensors", Safetensors("{}")));
        Assert.Empty(file.Entries);
    }

    [Fact]
    public void Numbers_are_those_that_the_bits_say()
    {
        var path = PathOf("a.safetensors");
        new SafetensorsWriter()
            .Add("bf16", StorageType.BF16, [3], stream => stream.Write(MemoryMarshal.AsBytes<ushort>([0x3FC0, 0xC000, 0x7F80])))
            .Add("f16", StorageType.F16, [3], stream => stream.Write(MemoryMarshal.AsBytes<ushort>([0x3E00, 0xC000, 0x0001])))
            .Add("bool", StorageType.BOOL, [2], stream => stream.Write([1, 0]))
            .Add("u64", StorageType.U64, [1], stream => stream.Write(MemoryMarshal.AsBytes<ulong>([ulong.MaxValue])))
            .Add("i8", StorageType.I8, [1], stream => stream.Write([0xFF]))
            .AddInts("i32", [int.MinValue], 1)
            .AddLongs("i64", [long.MinValue], 1)
            .AddDoubles("f64", [Math.PI], 1)
            .Save(path);
        using var file = SafetensorsFile.Open(path);
        Assert.Equal([1.5f, -2f, float.PositiveInfinity], file.ReadFloats("bf16"));
        Assert.Equal([1.5f, -2f, 5.9604645e-8f], file.ReadFloats("f16"));
        Assert.Equal([1.5, -2, double.PositiveInfinity], file.ReadDoubles("bf16"));
        Assert.Equal([Math.PI], file.ReadDoubles("f64"));
        Assert.Equal([1L, 0], file.ReadIntegers("bool"));
        Assert.Equal([-1L], file.ReadIntegers("i8"));
        Assert.Equal([int.MinValue], file.ReadIntegers("i32"));
        Assert.Equal([long.MinValue], file.ReadIntegers("i64"));
        Refuses(() => file.ReadIntegers("u64"), "'u64' holds 18446744073709551615; at most 9223372036854775807 is read");
        Refuses(() => file.ReadFloats("f64"), "'f64' is of type F64; allowed here are F32, F16, BF16");
        Refuses(() => file.ReadDoubles("i64"), "allowed here are F64, F32, F16, BF16");
        Refuses(() => file.ReadIntegers("f64"), "allowed here are I64");
    }

    [Fact]
    public void A_file_that_shrinks_while_it_is_read()
    {
        var path = PathOf("a.safetensors");
        new SafetensorsWriter().AddFloats("first", new float[100], 100).AddFloats("second", new float[100], 100).Save(path);
        using var file = SafetensorsFile.Open(path);
        var whole = new FileInfo(path).Length;
        using (var other = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete)) other.SetLength(whole - 100);

        Assert.Equal(new float[100], file.ReadFloats("first"));
        var exception = Refuses(() => file.ReadFloats("second"), $"tensor 'second' ends at byte {whole}, the file at byte {whole - 100}");
        Assert.Contains("became shorter while it was read", exception.Message, StringComparison.Ordinal);
        // What still stands there can be read; nothing is kept of the failure.
        file.Read(file.Entry("second"), 0, new byte[300]);
    }

    [Fact]
    public void A_file_that_is_replaced_while_it_is_read_is_read_to_its_end()
    {
        if (OperatingSystem.IsWindows()) Assert.Skip("Windows removes the old name only when the file is closed.");
        var path = PathOf("a.safetensors");
        new SafetensorsWriter().AddFloats("x", [1, 2], 2).Save(path);
        using var file = SafetensorsFile.Open(path);
        new SafetensorsWriter().AddFloats("x", [3], 1).Save(path);
        Assert.Equal([1f, 2f], file.ReadFloats("x"));
    }

    [Fact]
    public void Reading_takes_no_memory_but_the_callers()
    {
        const int Bytes = 32 << 20;
        var path = PathOf("a.safetensors");
        new SafetensorsWriter().Add("x", StorageType.U8, [Bytes], stream => { for (var i = 0; i < 32; i++) stream.Write(new byte[1 << 20]); }).Save(path);
        using var file = SafetensorsFile.Open(path);
        var entry = file.Entry("x");
        var memory = Marshal.AllocHGlobal(Bytes);
        try
        {
            Marshal.WriteByte(memory, Bytes - 1, 7);
            file.Read(entry, memory, TestContext.Current.CancellationToken); // first use of code is compiled here
            var before = GC.GetAllocatedBytesForCurrentThread();
            file.Read(entry, memory, TestContext.Current.CancellationToken);
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4096);
            Assert.Equal(0, Marshal.ReadByte(memory, Bytes - 1));
        }
        finally
        {
            Marshal.FreeHGlobal(memory);
        }
    }

    [Fact]
    public void Places_beyond_4_GiB_are_read()
    {
        if (!OperatingSystem.IsLinux()) Assert.Skip("A file with holes takes no room on Linux's file systems; elsewhere this one might take 5 GiB.");
        const long Size = 5L << 30;
        var path = WriteBytes("a.safetensors", Safetensors("{" + Tensor("x", "U8", $"[{Size}]", 0, Size) + "}"));
        using (var stream = File.OpenWrite(path))
        {
            stream.SetLength(stream.Length + Size);
            stream.Seek(-8, SeekOrigin.End);
            stream.Write(BitConverter.GetBytes(42L));
        }
        using var file = SafetensorsFile.Open(path);
        var last = new byte[16];
        file.Read(file.Entry("x"), Size - 16, last);
        Assert.Equal([0L, 42L], MemoryMarshal.Cast<byte, long>(last).ToArray());
        Refuses(() => file.ReadIntegers("x"), $"holds {Size} numbers; an array holds at most {Array.MaxLength}");
    }

    [Fact]
    public void Reading_outside_of_a_tensor_is_refused()
    {
        var path = PathOf("a.safetensors");
        new SafetensorsWriter().AddFloats("x", [1, 2], 2).Save(path);
        using var file = SafetensorsFile.Open(path);
        using var other = SafetensorsFile.Open(path);
        var entry = file.Entry("x");
        Assert.Throws<ArgumentOutOfRangeException>(() => file.Read(entry, 1, new byte[8]));
        Assert.Throws<ArgumentOutOfRangeException>(() => file.Read(entry, -1, new byte[4]));
        Assert.Throws<ArgumentException>(() => file.Read(entry, new byte[4]));
        Assert.Throws<ArgumentException>(() => other.Read(entry, new byte[8]));
    }

    [Fact]
    public void An_unknown_name_is_answered_with_near_ones()
    {
        var path = PathOf("a.safetensors");
        new SafetensorsWriter().AddFloats("transformer.wte.weight", [1], 1).AddFloats("other", [1], 1).Save(path);
        using var file = SafetensorsFile.Open(path);
        Assert.False(file.Contains("wte.weight"));
        Assert.Contains("among them 'transformer.wte.weight', 'other'", Assert.Throws<KeyNotFoundException>(() => file.Entry("wte.weight")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_file_is_closed_with_Dispose()
    {
        var path = PathOf("a.safetensors");
        new SafetensorsWriter().AddFloats("x", [1], 1).Save(path);
        var file = SafetensorsFile.Open(path);
        file.Dispose();
        using (var alone = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None)) { }
        Assert.Throws<ObjectDisposedException>(() => file.ReadFloats("x"));
    }
}
