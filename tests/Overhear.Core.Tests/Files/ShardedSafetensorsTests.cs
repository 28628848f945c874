namespace Overhear.Tests;

[Trait("Category", "fast")]
public sealed class ShardedSafetensorsTests : FileTestFolder
{
    const string IndexName = "model.safetensors.index.json";

    [Fact]
    public void Several_files_read_as_one()
    {
        Shard("m-1.safetensors", "a");
        Shard("m-2.safetensors", "b", "c");
        var path = Index("""{"metadata":{"total_size":12,"more":true},"weight_map":{"c":"m-2.safetensors","a":"m-1.safetensors","b":"m-2.safetensors"},"other":1}""");
        using var source = ShardedSafetensors.Open(path);
        Assert.Equal(["a", "b", "c"], source.Entries.Select(entry => entry.Name));
        Assert.Equal([97f], source.ReadFloats("a"));
        Assert.Equal([99f], source.ReadFloats("c"));
        Assert.Equal(["m-1.safetensors", "m-2.safetensors"], source.Files.Select(file => Path.GetFileName(file)));
        Assert.Equal((12L, 12L, (string?)null), (source.ByteLength, source.StatedByteLength!.Value, source.Remark));
        Assert.Equal("m-1.safetensors", source.Metadata["written as"]);
        Assert.True(source.Contains("b"));
        Assert.Contains("among them 'a', 'b', 'c'", Assert.Throws<KeyNotFoundException>(() => source.Entry("d")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrong_total_is_told_and_not_refused()
    {
        Shard("m-1.safetensors", "a");
        using var source = ShardedSafetensors.Open(Index("""{"metadata":{"total_size":8},"weight_map":{"a":"m-1.safetensors"}}"""));
        Assert.Contains("states a total_size of 8 bytes; its files, each complete, hold 4", source.Remark, StringComparison.Ordinal);
    }

    [Fact]
    public void A_tensor_that_the_index_does_not_list_is_there_too()
    {
        Shard("m-1.safetensors", "a", "b");
        using var source = ShardedSafetensors.Open(Index("""{"weight_map":{"a":"m-1.safetensors"}}"""));
        Assert.Equal([98f], source.ReadFloats("b"));
    }

    [Fact]
    public void All_faults_at_once()
    {
        Shard("m-1.safetensors", "a", "twice");
        Shard("m-2.safetensors", "twice");
        WriteBytes("m-3.safetensors", Safetensors("{}", 1));
        var path = Index("""
            {"metadata":{"total_size":-1},"weight_map":{
              "a":"m-1.safetensors", "a":"m-1.safetensors", "twice":"m-2.safetensors", "gone":"m-2.safetensors", "c":"m-3.safetensors",
              "d":"m-4.safetensors", "e":"m-4.safetensors", "f":7}}
            """);
        var exception = Refuses(() => ShardedSafetensors.Open(path),
            "$.weight_map.a: stands there twice",
            "$.weight_map.f: 7 stands here; text is allowed",
            "$.metadata.total_size: -1 stands here; a whole number from 0 to",
            "m-2.safetensors lacks 'gone', which the index lists there",
            "'twice' is in m-1.safetensors and in m-2.safetensors; each tensor is allowed once",
            "m-3.safetensors: its tensors take 0 bytes, yet 1 follow the header",
            "m-4.safetensors is missing; 2 tensors shall be in it");
        Assert.Contains("is not a valid index of weights", exception.Message, StringComparison.Ordinal);
        foreach (var file in Directory.GetFiles(Folder, "*.safetensors"))
            using (new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.None)) { }
    }

    [Theory]
    [InlineData("../m-1.safetensors")]
    [InlineData("/etc/m-1.safetensors")]
    [InlineData("sub/m-1.safetensors")]
    [InlineData("sub\\\\m-1.safetensors")]
    [InlineData("C:m-1.safetensors")]
    [InlineData("..")]
    [InlineData(".safetensors")]
    [InlineData("m-1.bin")]
    [InlineData("m-1\\u0000.safetensors")]
    public void A_file_elsewhere_is_refused(string name)
    {
        Shard("m-1.safetensors", "a");
        Directory.CreateDirectory(PathOf("sub"));
        File.Copy(PathOf("m-1.safetensors"), PathOf(Path.Combine("sub", "m-1.safetensors")));
        var path = Index($$"""{"weight_map":{"a":"{{name}}"} }""");
        Refuses(() => ShardedSafetensors.Open(path), "stands here; the name of a .safetensors file in the same folder is allowed");
    }

    [Theory]
    [InlineData("{}", "$: there is no weight_map")]
    [InlineData("""{"weight_map":[]}""", "$.weight_map: an array stands here; an object is allowed")]
    public void An_index_of_another_form_is_refused(string text, string fault) => Refuses(() => ShardedSafetensors.Open(Index(text)), fault);

    [Theory]
    [InlineData("", "it is empty")]
    [InlineData("{", "it is not JSON at line 1")]
    [InlineData("{\"weight_map\":{\"a\":\"\\ud800\"}}", "half of a surrogate pair")]
    public void An_index_that_is_no_JSON_is_refused(string text, string fault) => Refuses(() => ShardedSafetensors.Open(Index(text)), fault);

    [Fact]
    public void No_index() => Assert.Throws<FileNotFoundException>(() => ShardedSafetensors.Open(PathOf(IndexName)));

    [Fact]
    public void A_folder_opens_by_what_it_holds()
    {
        Shard("m-1.safetensors", "a");
        Index("""{"weight_map":{"a":"m-1.safetensors"}}""");
        using (var source = TensorSource.Open(Folder)) Assert.IsType<ShardedSafetensors>(source);
        Shard("model.safetensors", "b");
        using (var source = TensorSource.Open(Folder)) Assert.Equal(PathOf("model.safetensors"), Assert.IsType<SafetensorsFile>(source).FilePath);
        using (var source = TensorSource.Open(PathOf("m-1.safetensors"))) Assert.True(source.Contains("a"));
        using (var source = TensorSource.Open(PathOf(IndexName))) Assert.IsType<ShardedSafetensors>(source);
        Assert.Throws<FileNotFoundException>(() => TensorSource.Open(PathOf("nowhere")));
    }

    [Fact]
    public void A_folder_of_pickle_files_is_refused()
    {
        WriteText("pytorch_model.bin", "x");
        WriteText("config.json", "{}");
        var message = Refuses(() => TensorSource.Open(Folder), "it holds 'pytorch_model.bin'; model.safetensors, or").Message;
        Assert.Contains("No pickle files are read", message, StringComparison.Ordinal);
        Assert.Contains("safe_serialization=True", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_without_weights_is_refused()
    {
        Refuses(() => TensorSource.Open(Folder), "it holds nothing");
        WriteText("config.json", "{}");
        Refuses(() => TensorSource.Open(Folder), "it holds 'config.json'");
        Shard("weights.safetensors", "a");
        Assert.Contains("Rename the weights", Refuses(() => TensorSource.Open(Folder), "it holds 'weights.safetensors'").Message, StringComparison.Ordinal);
    }

    string Index(string text) => WriteText(IndexName, text);

    void Shard(string file, params string[] names)
    {
        var writer = new SafetensorsWriter().AddMetadata("written as", file);
        foreach (var name in names) writer.AddFloats(name, [name[0]], 1);
        writer.Save(PathOf(file));
    }
}
