using System.Text.Json;
using Json.Schema;

namespace Overhear.Tests;

[Trait("Category", "fast")]
public sealed class EnvironmentFileTests : FileTestFolder
{
    static readonly string hash = new('a', 64);

    static readonly JsonSchema schema = JsonSchema.FromText(File.ReadAllText(Path.Combine(TestData.RepositoryRoot, "environment.schema.json")));

    public static TheoryData<string, string[]> Faults => new()
    {
        { "[]", ["$: an array stands here; an object is allowed"] },
        { """{"seeed":1}""", ["$.seeed: unknown field; allowed are $schema, backend, device, dtype, seed, models"] },
        { """{"$schema":1}""", ["$.$schema: 1 stands here; text is allowed"] },
        { """{"backend":"gpu"}""", ["$.backend: 'gpu' stands here; allowed are cpu, cuda"] },
        { """{"backend":null}""", ["$.backend: null stands here; allowed are cpu, cuda"] },
        { """{"device":"mps"}""", ["$.device: 'mps' stands here; allowed are cpu, cuda and cuda:0 to cuda:63"] },
        { """{"backend":"cuda","device":"cuda:64"}""", ["$.device: 'cuda:64' stands here"] },
        { """{"backend":"cuda","device":"cuda:01"}""", ["$.device: 'cuda:01' stands here"] },
        { """{"backend":"cuda","device":"cuda:"}""", ["$.device: 'cuda:' stands here"] },
        { """{"backend":"cuda","device":"cuda:+1"}""", ["$.device: 'cuda:+1' stands here"] },
        { """{"device":1}""", ["$.device: 1 stands here; text is allowed"] },
        { """{"device":"cuda:0"}""", ["$.device: 'cuda:0' needs the backend cuda; the backend is cpu"] },
        { """{"backend":"cpu","device":"cuda"}""", ["$.device: 'cuda' needs the backend cuda"] },
        { """{"dtype":"fp32"}""", ["$.dtype: 'fp32' stands here; allowed are float32, float64, bfloat16, float16"] },
        { """{"seed":-1}""", ["$.seed: -1 stands here; a whole number from 0 to 9223372036854775807 is allowed"] },
        { """{"seed":1.5}""", ["$.seed: 1.5 stands here"] },
        { """{"seed":"0"}""", ["$.seed: '0' stands here"] },
        { """{"seed":99999999999999999999}""", ["$.seed: 99999999999999999999 stands here"] },
        { """{"models":[]}""", ["$.models: an array stands here; an object is allowed"] },
        { """{"models":{"":{"folder":"x"}}}""", ["$.models['']: a model's name has at least one character"] },
        { """{"models":{"a@b":{"folder":"x"}}}""", ["$.models['a@b']: a model's name"] },
        { """{"models":{" a":{"folder":"x"}}}""", ["$.models[' a']: a model's name"] },
        { """{"models":{"a":"x"}}""", ["$.models.a: 'x' stands here; an object is allowed"] },
        { """{"models":{"a":{}}}""", ["$.models.a: either folder or repository is asked for"] },
        { """{"models":{"a":{"folder":"x","repository":"o/n"}}}""", ["$.models.a: folder and repository stand here; one of them is allowed"] },
        { """{"models":{"a":{"folder":"x","revision":"main"}}}""", ["$.models.a.revision: a revision belongs to a repository, and there is none"] },
        { """{"models":{"a":{"folder":"x","path":"y"}}}""", ["$.models.a.path: unknown field; allowed are folder, repository, revision, files, dtype, license, notes"] },
        { """{"models":{"a":{"folder":""}}}""", ["$.models.a.folder: an empty text stands here"] },
        { """{"models":{"a":{"repository":"o/n/m"}}}""", ["$.models.a.repository: 'o/n/m' stands here; the name of a Hugging Face repository, org/name, is allowed"] },
        { """{"models":{"a":{"repository":"../n"}}}""", ["$.models.a.repository: '../n' stands here"] },
        { """{"models":{"a":{"repository":"https://x/n"}}}""", ["$.models.a.repository: 'https://x/n' stands here"] },
        { """{"models":{"a":{"repository":"o/n","revision":"../x"}}}""", ["$.models.a.revision: '../x' stands here; a commit, branch or tag"] },
        { """{"models":{"a":{"repository":"o/n","revision":"a b"}}}""", ["$.models.a.revision: 'a b' stands here"] },
        { """{"models":{"a":{"folder":"x","files":{"f":"12"}}}}""", ["$.models.a.files.f: '12' stands here; a SHA-256 of 64 hexadecimal digits is allowed"] },
        { $$$$$"""{"models":{"a":{"folder":"x","files":{"../f":"{{{{{hash}}}}}"}}}}""", ["$.models.a.files['../f']: the path of a file within the model's folder"] },
        { $$$$$"""{"models":{"a":{"folder":"x","files":{"/f":"{{{{{hash}}}}}"}}}}""", ["$.models.a.files['/f']: the path of a file"] },
        { $$$$$"""{"models":{"a":{"folder":"x","files":{"d/./f":"{{{{{hash}}}}}"}}}}""", ["$.models.a.files['d/./f']: the path of a file"] },
        { $$$$$"""{"models":{"a":{"folder":"x","files":{"d\\f":"{{{{{hash}}}}}"}}}}""", [@"$.models.a.files['d\f']: the path of a file"] },
        { """{"models":{"a":{"folder":"x","dtype":"int8"}}}""", ["$.models.a.dtype: 'int8' stands here; allowed are float32, float64, bfloat16, float16"] },
        { """{"models":{"a":{"folder":"x","license":7,"notes":[]}}}""", ["$.models.a.license: 7 stands here; text is allowed", "$.models.a.notes: an array stands here; text is allowed"] },
        {
            """{"dtype":"f","seed":-1,"x":0,"models":{"a":{"folder":"x","y":0},"b":{"repository":"o/n","revision":""}}}""",
            ["$.x: unknown field", "$.dtype: 'f' stands here", "$.seed: -1 stands here", "$.models.a.y: unknown field", "$.models.b.revision: an empty text stands here"]
        },
    };

    public static TheoryData<string> Valid => new(
        "{}",
        """{"$schema":"./environment.schema.json","backend":"cuda","device":"cuda:63","dtype":"bfloat16","seed":9223372036854775807}""",
        """{"backend":"cuda","device":"cpu"}""",
        $$$$$"""{"models":{"a b":{"folder":"../x/y","files":{"model.safetensors":"{{{{{hash.ToUpperInvariant()}}}}}","d/..f":"{{{{{hash}}}}}"},"dtype":"float16","license":"MIT","notes":"n"}}}""",
        """{"models":{"gpt2":{"repository":"gpt2"},"o/n":{"repository":"o/n.m-1_x","revision":"refs/pr/1"}}}""");

    [Theory]
    [MemberData(nameof(Faults))]
    public void Every_fault_is_refused_with_its_place(string text, string[] faults)
    {
        var path = WriteText("environment.json", text);
        Assert.Contains("is not a valid environment.json", Refuses(() => EnvironmentFile.Load(path), faults).Message, StringComparison.Ordinal);
        Assert.False(FitsSchema(text), "the schema allows it");
    }

    [Theory]
    [MemberData(nameof(Valid))]
    public void What_is_valid_is_read_and_fits_the_schema(string text)
    {
        Assert.Equal(PathOf("environment.json"), EnvironmentFile.Load(WriteText("environment.json", text)).FilePath);
        Assert.True(FitsSchema(text), "the schema refuses it");
    }

    [Theory]
    [InlineData("", "it is empty")]
    [InlineData("{\"seed\": 1,}", "it is not JSON at line 1")]
    [InlineData("{// seed\n}", "it is not JSON at line 1")]
    public void What_is_no_JSON_is_refused(string text, string fault) => Refuses(() => EnvironmentFile.Load(WriteText("environment.json", text)), fault);

    [Theory]
    [InlineData("""{"seed":1,"seed":2}""", "$.seed: stands there twice")]
    [InlineData("""{"models":{"a":{"folder":"x"},"a":{"folder":"y"}}}""", "$.models.a: stands there twice")]
    [InlineData("""{"models":{"a":{"folder":"x\\y"}}}""", "$.models.a.folder: 'x\\y' stands here; a path relative to this file, with '/' between its parts, is allowed")]
    [InlineData("""{"models":{"a":{"folder":"x\u0000y"}}}""", "$.models.a.folder: 'x\\u0000y' stands here")]
    public void What_a_schema_cannot_say_is_refused_too(string text, string fault) => Refuses(() => EnvironmentFile.Load(WriteText("environment.json", text)), fault);

    [Fact]
    public void Everything_is_read()
    {
        var file = EnvironmentFile.Load(WriteText("environment.json", $$$$$"""
            {"$schema":"s","backend":"cuda","device":"cuda:1","dtype":"float64","seed":7,"models":{
              "here":{"folder":"sub/model","files":{"model.safetensors":"{{{{{hash.ToUpperInvariant()}}}}}"},"dtype":"float16","license":"MIT","notes":"small"},
              "there":{"repository":"org/name","revision":"step1000"}}}
            """));
        Assert.Equal(("cuda", "cuda:1", "float64", 7L, Folder), (file.Backend, file.Device, file.DType, file.Seed, file.Folder));
        var here = file.Models["here"];
        Assert.Equal((PathOf(Path.Combine("sub", "model")), "float16", "MIT", "small"), (here.Folder!, here.DType!, here.License!, here.Notes!));
        Assert.Equal(hash, here.Files["model.safetensors"]);
        var there = file.Models["there"];
        Assert.Equal(("org/name", "step1000", (string?)null), (there.Repository!, there.Revision!, there.Folder));
    }

    [Fact]
    public void What_is_left_out_has_a_default()
    {
        var file = EnvironmentFile.Load(WriteText("environment.json", "{}"));
        Assert.Equal(("cpu", "cpu", "float32", 0L, 0), (file.Backend, file.Device, file.DType, file.Seed, file.Models.Count));
        Assert.Equal("cuda", EnvironmentFile.Load(WriteText("environment.json", """{"backend":"cuda"}""")).Device);
    }

    [Fact]
    public void The_nearest_file_above_is_found()
    {
        WriteText("environment.json", """{"seed":1}""");
        Directory.CreateDirectory(PathOf("a/b/c"));
        Assert.Equal(1, EnvironmentFile.Find(PathOf("a/b/c"))!.Seed);
        WriteText("a/b/environment.json", """{"seed":2}""");
        Assert.Equal(2, EnvironmentFile.Find(PathOf("a/b/c"))!.Seed);
        Assert.Equal(1, EnvironmentFile.Find(PathOf("a"))!.Seed);
        WriteText("a/b/c/environment.json", "{");
        Assert.Throws<InvalidFileException>(() => EnvironmentFile.Find(PathOf("a/b/c")));
    }

    [Fact]
    public void A_file_of_another_program_is_passed_over()
    {
        WriteText("environment.json", """{"seed":1}""");
        WriteText("a/environment.json", """{"production":false,"$schema":"https://example.org/other.json"}""");
        Assert.Equal(1, EnvironmentFile.Find(PathOf("a"))!.Seed);
        WriteText("a/environment.json", """{"production":false,"$schema":"./environment.schema.json"}""");
        Assert.Throws<InvalidFileException>(() => EnvironmentFile.Find(PathOf("a")));
        WriteText("a/environment.json", """{"production":false,"models":{}}""");
        Assert.Throws<InvalidFileException>(() => EnvironmentFile.Find(PathOf("a")));
    }

    [Fact]
    public void No_file() => Assert.Throws<FileNotFoundException>(() => EnvironmentFile.Load(PathOf("environment.json")));

    [Fact]
    public void The_repositorys_own_file_is_valid()
    {
        var path = Path.Combine(TestData.RepositoryRoot, "environment.json");
        Assert.True(FitsSchema(File.ReadAllText(path)));
        var file = EnvironmentFile.Load(path);
        Assert.Equal(Path.Combine(TestData.RepositoryRoot, "notebooks", "models", "teaching"), file.Models["teaching"].Folder);
    }

    [Fact]
    public void The_schema_names_the_fields_that_are_read()
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(TestData.RepositoryRoot, "environment.schema.json")));
        Assert.Equal(EnvironmentReader.FieldNames, Names(document.RootElement));
        Assert.Equal(EnvironmentReader.ModelFieldNames, Names(document.RootElement.GetProperty("$defs").GetProperty("model")));

        static IEnumerable<string> Names(JsonElement element) => element.GetProperty("properties").EnumerateObject().Select(field => field.Name);
    }

    static bool FitsSchema(string text)
    {
        using var document = JsonDocument.Parse(text);
        return schema.Evaluate(document.RootElement).IsValid;
    }
}
