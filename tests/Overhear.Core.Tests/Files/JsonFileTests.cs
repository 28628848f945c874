namespace Overhear.Tests;

[Trait("Category", "fast")]
public sealed class JsonFileTests : FileTestFolder
{
    sealed record Part(string Name, double[] Values);

    [Fact]
    public void A_value_is_read_as_it_was_written()
    {
        var path = PathOf("a.json");
        JsonFile.Write(path, new Part("é <b>", [1.5, double.NaN, double.NegativeInfinity]));
        Assert.Equal("{\n  \"name\": \"é <b>\",\n  \"values\": [\n    1.5,\n    \"NaN\",\n    \"-Infinity\"\n  ]\n}\n", File.ReadAllText(path));
        var read = JsonFile.Read<Part>(path);
        Assert.Equal("é <b>", read.Name);
        Assert.Equal([1.5, double.NaN, double.NegativeInfinity], read.Values);
    }

    [Theory]
    [InlineData("""{"name":"x","values":[],"more":1}""", "more")]
    [InlineData("""{"name":"x","name":"y","values":[]}""", "name")]
    [InlineData("""{"name":null,"values":[]}""", "null")]
    [InlineData("""{"name":"x"}""", "values")]
    [InlineData("""{"name":"x","values":["a"]}""", "$.values[0]")]
    [InlineData("null", "it is null")]
    public void What_does_not_fit_the_type_is_refused(string text, string fault) => Refuses(() => JsonFile.Read<Part>(WriteText("a.json", text)), fault);

    [Theory]
    [InlineData("", "it is empty")]
    [InlineData("{", "it is not JSON at line 1")]
    [InlineData("{}\n}", "it is not JSON at line 2, byte 1")]
    public void What_is_no_JSON_is_refused(string text, string fault) => Refuses(() => JsonFile.ReadBytes(WriteText("a.json", text)), fault);

    [Fact]
    public void Too_large_a_file_is_refused() => Refuses(() => JsonFile.ReadBytes(WriteText("a.json", "[1, 2]"), maxBytes: 5), "it holds 6 bytes; at most 5 are allowed");

    [Fact]
    public void A_byte_order_mark_is_passed_over() => Assert.Equal("[1]"u8.ToArray(), JsonFile.ReadBytes(WriteText("a.json", "\uFEFF[1]")).ToArray());
}
