using System.Text;

namespace Overhear.Tests;

[Trait("Category", "fast")]
public sealed class SafetensorsWriterTests : FileTestFolder
{
    [Fact]
    public void The_bytes_are_those_of_the_format()
    {
        var path = PathOf("a.safetensors");
        new SafetensorsWriter().AddInts("b", [1], 1).AddLongs("z", [2]).AddInts("a", [3, 4], 1, 2).AddMetadata("k", "v \"é\"").Save(path);
        var header = """{"__metadata__":{"k":"v \"é\""},"z":{"dtype":"I64","shape":[],"data_offsets":[0,8]},"a":{"dtype":"I32","shape":[1,2],"data_offsets":[8,16]},"b":{"dtype":"I32","shape":[1],"data_offsets":[16,20]}}""";
        var text = Encoding.UTF8.GetBytes(header).ToList();
        while (text.Count % 8 != 0) text.Add((byte)' ');
        byte[] data = [2, 0, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 4, 0, 0, 0, 1, 0, 0, 0];
        Assert.Equal([.. BitConverter.GetBytes((long)text.Count), .. text, .. data], File.ReadAllBytes(path));
    }

    [Fact]
    public void The_order_of_adding_does_not_matter()
    {
        var (first, second) = (PathOf("1"), PathOf("2"));
        new SafetensorsWriter().AddFloats("a", [1], 1).AddDoubles("b", [2], 1).AddMetadata("x", "1").AddMetadata("y", "2").Save(first);
        new SafetensorsWriter().AddMetadata("y", "0").AddMetadata("y", "2").AddMetadata("x", "1").AddDoubles("b", [2], 1).AddFloats("a", [1], 1).Save(second);
        Assert.Equal(File.ReadAllBytes(first), File.ReadAllBytes(second));
    }

    [Fact]
    public void Any_text_is_a_name()
    {
        string[] names = ["", "a b", "\"\\/\b\n\t", "日本", "\U0001F600", "<&>'", "\u2028", "__METADATA__"];
        var writer = new SafetensorsWriter();
        foreach (var name in names) writer.AddInts(name, [name.Length], 1);
        writer.Save(PathOf("a"));
        using var file = SafetensorsFile.Open(PathOf("a"));
        foreach (var name in names) Assert.Equal([name.Length], file.ReadIntegers(name));
    }

    [Fact]
    public void Numbers_are_asked_for_one_tensor_at_a_time_while_the_file_is_written()
    {
        var asked = 0;
        var writer = new SafetensorsWriter();
        for (var i = 0; i < 3; i++) writer.Add($"x{i}", StorageType.U8, [1], stream => { asked++; stream.WriteByte(1); });
        Assert.Equal(0, asked);
        writer.Save(PathOf("a"));
        Assert.Equal(3, asked);
    }

    [Theory]
    [InlineData(3, "'x' takes 4 bytes; 3 were written")]
    [InlineData(5, "'x' takes 4 bytes; 5 were written")]
    public void Too_many_or_too_few_bytes_leave_the_old_file(int bytes, string message)
    {
        var path = WriteText("a.safetensors", "old");
        var writer = new SafetensorsWriter().Add("x", StorageType.F32, [1], stream => stream.Write(new byte[bytes]));
        Assert.Contains(message, Assert.Throws<InvalidOperationException>(() => writer.Save(path)).Message, StringComparison.Ordinal);
        Assert.Equal("old", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFiles(Folder));
    }

    [Fact]
    public void What_cannot_be_written_is_refused_when_it_is_added()
    {
        var writer = new SafetensorsWriter().AddFloats("x", [1], 1);
        Refused("'x' was added before", () => writer.AddFloats("x", [1], 1));
        Refused("'__metadata__' is where a file keeps its notes", () => writer.AddFloats("__metadata__", [1], 1));
        Refused("'y' has the shape [2], which does not hold 1 numbers", () => writer.AddFloats("y", [1], 2));
        Refused("'y' has the shape [-1]", () => writer.AddFloats("y", [], -1));
        Refused("takes more than 9223372036854775807 bytes", () => writer.Add("y", StorageType.F64, [1L << 61], _ => { }));
        Refused("at most 64 sizes", () => writer.Add("y", StorageType.F64, new long[65], _ => { }));
        Refused("half of a surrogate pair", () => writer.AddFloats("\ud800", [1], 1));
        Refused("half of a surrogate pair", () => writer.AddMetadata("k", "\udc00"));
        Refused("There is no such type", () => writer.Add("y", (StorageType)99, [1], _ => { }));
        writer.Save(PathOf("a"));
        using var file = SafetensorsFile.Open(PathOf("a"));
        Assert.Equal(["x"], file.Entries.Select(entry => entry.Name));

        static void Refused(string message, Action add) => Assert.Contains(message, Assert.ThrowsAny<ArgumentException>(add).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_header_longer_than_allowed_is_refused()
    {
        var writer = new SafetensorsWriter().AddMetadata("k", new string('x', 100_000_000));
        Assert.Contains("at most 100000000 is allowed", Assert.Throws<InvalidOperationException>(() => writer.Save(PathOf("a"))).Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(Folder));
    }
}
