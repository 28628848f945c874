namespace Overhear.Tests;

/// <summary>Files that the format's own software wrote open, agree with each other, and are written again byte for byte.</summary>
[Trait("Category", "fast")]
public sealed class SafetensorsGoldenTests : FileTestFolder
{
    [Fact]
    public void Every_file_is_written_again_byte_for_byte()
    {
        foreach (var path in Golden("*.safetensors"))
        {
            using var file = SafetensorsFile.Open(path);
            Assert.NotEmpty(file.Entries);
            var writer = new SafetensorsWriter();
            foreach (var entry in file.Entries) writer.Add(entry.Name, entry.Type, entry.Shape, stream => stream.Write(Bytes(file, entry)));
            foreach (var (key, value) in file.Metadata) writer.AddMetadata(key, value);
            writer.Save(PathOf("again"));
            Assert.True(File.ReadAllBytes(path).AsSpan().SequenceEqual(File.ReadAllBytes(PathOf("again"))), path);
        }
    }

    [Fact]
    public void Weights_in_several_files_are_those_in_one()
    {
        foreach (var path in Golden(TensorSource.IndexFileName))
        {
            var single = Path.Combine(Path.GetDirectoryName(Path.GetDirectoryName(path))!, TensorSource.SingleFileName);
            if (!File.Exists(single)) continue;
            using var several = TensorSource.Open(Path.GetDirectoryName(path)!);
            using var one = TensorSource.Open(single);
            Assert.Null(Assert.IsType<ShardedSafetensors>(several).Remark);
            Assert.Equal(one.Entries.Select(entry => entry.Name).Order(StringComparer.Ordinal), several.Entries.Select(entry => entry.Name).Order(StringComparer.Ordinal));
            foreach (var entry in one.Entries) AssertSame(one, entry, several, several.Entry(entry.Name));
        }
    }

    [Fact]
    public void Published_names_hold_the_same_weights()
    {
        foreach (var path in Golden(TensorSource.SingleFileName).Where(path => Path.GetFileName(Path.GetDirectoryName(path)) == "published"))
        {
            using var published = TensorSource.Open(Path.GetDirectoryName(path)!);
            using var plain = TensorSource.Open(Path.GetDirectoryName(Path.GetDirectoryName(path))!);
            foreach (var entry in plain.Entries)
            {
                // Old names lack the model's prefix.
                var twin = published.Contains(entry.Name) ? entry.Name : entry.Name[(entry.Name.IndexOf('.') + 1)..];
                if (!published.Contains(twin) && IsTied(plain, entry)) continue;
                AssertSame(plain, entry, published, published.Entry(twin));
            }
            Assert.True(published.Entries.Count > plain.Entries.Count, $"{path}: its mask buffers are missing");
        }
    }

    // The unembedding of a tied model can be left out.
    static bool IsTied(TensorSource source, TensorEntry entry) =>
        source.Entries.Any(other => other != entry && other.Shape.SequenceEqual(entry.Shape) && other.Type == entry.Type && Bytes(source, other).AsSpan().SequenceEqual(Bytes(source, entry)));

    static void AssertSame(TensorSource first, TensorEntry a, TensorSource second, TensorEntry b)
    {
        Assert.Equal(a.Type, b.Type);
        Assert.Equal(a.Shape, b.Shape);
        Assert.Equal(Bytes(first, a), Bytes(second, b));
    }

    static byte[] Bytes(TensorSource source, TensorEntry entry)
    {
        var bytes = new byte[entry.ByteLength];
        source.Read(entry, bytes);
        return bytes;
    }

    static IReadOnlyList<string> Golden(string pattern)
    {
        var models = Path.Combine(TestData.Golden, "models");
        if (!Directory.Exists(models)) Assert.Skip($"there is no folder {models}");
        var files = Directory.GetFiles(models, pattern, SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToList();
        Assert.True(files.Count > 0, $"{models} holds no {pattern}");
        return files;
    }
}
