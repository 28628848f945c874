namespace Overhear.Tests;

[Trait("Category", "fast")]
public sealed class ModelSearchTests : FileTestFolder
{
    [Fact]
    public void A_folder_is_found_by_its_path()
    {
        Model("here/models/tiny");
        foreach (var path in new[] { "models/tiny", "./models/tiny/", "../here/models/tiny", PathOf("here/models/tiny") })
        {
            var source = Find(path);
            Assert.Equal(("tiny", Full("here/models/tiny"), ModelOrigin.Folder), (source.Name, source.Folder, source.Origin));
            Assert.Equal(((string?)null, (EnvironmentFile?)null), (source.DType, source.Environment));
        }
        Model("home/tiny");
        Assert.Equal(Full("home/tiny"), Find("~/tiny").Folder);
    }

    [Fact]
    public void A_folder_comes_before_a_name_and_a_name_of_the_environment_before_the_cache()
    {
        WriteText("here/environment.json", """{"dtype":"float64","seed":3,"models":{"gpt2":{"folder":"kept"}}}""");
        Model("here/kept");
        Cached("openai-community/gpt2", "main", "c1");
        var source = Find("gpt2");
        Assert.Equal((Full("here/kept"), ModelOrigin.EnvironmentFile, "float64", 3L), (source.Folder, source.Origin, source.DType!, source.Environment!.Seed));
        // A folder that only happens to have the name hides nothing; one that holds a model does.
        WriteText("here/gpt2/notes.txt", "x");
        Assert.Equal(Full("here/kept"), Find("gpt2").Folder);
        Model("here/gpt2");
        Assert.Equal(Full("here/gpt2"), Find("gpt2").Folder);
    }

    [Fact]
    public void A_model_of_the_environment_carries_what_is_said_of_it()
    {
        var hash = new string('b', 64);
        WriteText("environment.json", $$$$$"""
            {"dtype":"float32","models":{"mine":{"repository":"org/name","revision":"step1000","files":{"config.json":"{{{{{hash}}}}}"},"dtype":"bfloat16","license":"MIT","notes":"n"}}}
            """);
        Cached("org/name", "step1000", "c7");
        var source = Find("mine");
        Assert.Equal(("mine", "org/name", "c7", "bfloat16", "MIT", "n"), (source.Name, source.Repository!, source.Revision!, source.DType!, source.License!, source.Notes!));
        Assert.Equal(Full("cache/models--org--name/snapshots/c7"), source.Folder);
        Assert.Equal(hash, source.ExpectedHashes["config.json"]);
        Assert.Equal("mine (org/name at c7) in " + source.Folder, source.ToString());
    }

    [Fact]
    public void What_the_environment_says_of_a_folder_holds_by_whichever_way_it_is_named()
    {
        WriteText("here/environment.json", """{"models":{"mine":{"folder":"m/","dtype":"float16"}}}""");
        Model("here/m");
        foreach (var name in new[] { "mine", "m", "./m/", Full("here/m") })
        {
            var source = Find(name);
            Assert.Equal(("mine", Full("here/m"), "float16", ModelOrigin.EnvironmentFile), (source.Name, source.Folder, source.DType!, source.Origin));
        }
    }

    [Fact]
    public void A_model_of_the_environment_that_is_not_there_ends_the_search()
    {
        WriteText("here/environment.json", """{"models":{"gpt2":{"folder":"kept"},"far":{"repository":"org/name","revision":"v1"}}}""");
        Cached("openai-community/gpt2", "main", "c1");
        var missing = Assert.Throws<ModelNotFoundException>(() => Find("gpt2"));
        Assert.Contains($"it says {Full("here/kept")}, and there is no config.json", missing.Message, StringComparison.Ordinal);
        Assert.Contains($"change the folder of 'gpt2' in {Full("here/environment.json")}", missing.Message, StringComparison.Ordinal);
        Assert.Contains("'overhear models fetch org/name@v1'", Assert.Throws<ModelNotFoundException>(() => Find("far")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Well_known_names_and_repositories_are_found_in_the_cache()
    {
        Cached("openai-community/gpt2", "main", "c1");
        Cached("gpt2-medium", "main", "c2");
        Cached("EleutherAI/pythia-160m", "main", "c3");
        Cached("EleutherAI/pythia-160m", "step1000", "c4");
        Cached("some/one-else", "main", "c5");
        Assert.Equal(("openai-community/gpt2", "c1", ModelOrigin.HuggingFaceCache), Of("gpt2"));
        Assert.Equal(("openai-community/gpt2", "c1", ModelOrigin.HuggingFaceCache), Of("GPT2"));
        Assert.Equal(("gpt2-medium", "c2", ModelOrigin.HuggingFaceCache), Of("gpt2-medium"));
        Assert.Equal(("EleutherAI/pythia-160m", "c3", ModelOrigin.HuggingFaceCache), Of("pythia-160m"));
        Assert.Equal(("EleutherAI/pythia-160m", "c4", ModelOrigin.HuggingFaceCache), Of("pythia-160m@step1000"));
        Assert.Equal(("EleutherAI/pythia-160m", "c4", ModelOrigin.HuggingFaceCache), Of("EleutherAI/pythia-160m@c4"));
        Assert.Equal(("some/one-else", "c5", ModelOrigin.HuggingFaceCache), Of("some/one-else"));

        (string, string, ModelOrigin) Of(string name)
        {
            var source = Find(name);
            return (source.Repository!, source.Revision!, source.Origin);
        }
    }

    [Theory]
    [InlineData("here/deep/notebooks/models/teaching")]
    [InlineData("notebooks/models/teaching")]
    [InlineData("packages/overhear.core/0.1.0/models/teaching")]
    [InlineData("packages/overhear.core/0.1.0/contentFiles/any/any/models/teaching")]
    [InlineData("packages/overhear.core/0.1.0/lib/net10.0/models/teaching")]
    public void A_model_that_Overhear_brings_is_found(string folder)
    {
        Model(folder);
        var source = Find("teaching", "here/deep");
        Assert.Equal((Full(folder), ModelOrigin.Shipped, "teaching"), (source.Folder, source.Origin, source.Name));
    }

    [Fact]
    public void Nothing_found_lists_everything_that_was_looked_at()
    {
        WriteText("environment.json", """{"other":"program"}""");
        var exception = Assert.Throws<ModelNotFoundException>(() => Find("gpt2@step1"));
        string[] expected =
        [
            $"{PathOf("environment.json")}: passed over",
            $"the folder {Full("here/gpt2@step1")}: not there",
            $"environment.json in {Full("here")} and above: none",
            $"{Full("cache/models--openai-community--gpt2")}: not there",
            $"{Full("cache/models--gpt2")}: not there",
            $"models/ and notebooks/models/ in and above {Full("here")} and {Full("packages/overhear.core/0.1.0/lib/net10.0")}: no 'gpt2@step1'",
        ];
        Assert.Equal(expected.Length, exception.LookedAt.Count);
        foreach (var (start, place) in expected.Zip(exception.LookedAt))
        {
            Assert.StartsWith(start, place, StringComparison.Ordinal);
            Assert.Contains(place, exception.Message, StringComparison.Ordinal);
        }
        Assert.Contains("'overhear models fetch gpt2@step1'", exception.Message, StringComparison.Ordinal);
        Assert.Contains("No model 'gpt2@step1' was found", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_that_no_one_knows_is_not_said_to_be_a_repository()
    {
        WriteText("environment.json", """{"models":{"b":{"folder":"b"},"a":{"folder":"a"}}}""");
        var exception = Assert.Throws<ModelNotFoundException>(() => Find("gtp2"));
        Assert.Contains($"{PathOf("environment.json")}: it names a, b", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("models fetch", exception.Message, StringComparison.Ordinal);
        Assert.Contains("Well-known names are gpt2,", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("./nowhere")]
    [InlineData("../nowhere")]
    [InlineData("~/nowhere")]
    [InlineData("/nowhere")]
    public void A_path_is_looked_for_as_a_path_alone(string path)
    {
        var exception = Assert.Throws<ModelNotFoundException>(() => Find(path));
        Assert.EndsWith("nowhere: not there", Assert.Single(exception.LookedAt), StringComparison.Ordinal);
        Assert.Contains("Give a folder with config.json", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_is_answered_with_its_folder()
    {
        WriteText("here/m/model.safetensors", "");
        Assert.Contains("a file; give the folder in which it lies", Assert.Throws<ModelNotFoundException>(() => Find("./m/model.safetensors")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    public void An_empty_name_is_refused(string name) => Assert.Throws<ArgumentException>(() => Find(name));

    [Theory]
    [InlineData("a\0b")]
    [InlineData("..@main")]
    [InlineData("org/../../x")]
    [InlineData("gpt2@../..")]
    [InlineData("@")]
    public void Odd_names_are_refused_as_not_found(string name) => Assert.Throws<ModelNotFoundException>(() => Find(name));

    [Fact]
    public void A_broken_environment_is_told_even_where_a_folder_is_named()
    {
        Model("here/tiny");
        WriteText("here/environment.json", """{"seeed":1}""");
        WriteText("here/environment.json", """{"seeed":1,"dtype":"float32"}""");
        Refuses(() => Find("./tiny"), "$.seeed: unknown field");
    }

    [Fact]
    public void The_public_door_looks_from_the_folder_that_is_named()
    {
        Model("here/tiny");
        Assert.Equal(Full("here/tiny"), ModelCatalog.Resolve("./tiny", Full("here")).Folder);
        Assert.Equal(Full("here/tiny"), ModelCatalog.Resolve(Full("here/tiny")).Folder);
    }

    [Fact]
    public void Files_are_compared_with_their_hashes()
    {
        const string Abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        WriteText("here/environment.json", $$$$$"""
            {"models":{"m":{"folder":"m","files":{"model.safetensors":"{{{{{Abc}}}}}","config.json":"{{{{{Abc}}}}}","sub/vocab.json":"{{{{{Abc}}}}}"}}}}
            """);
        Model("here/m");
        var source = Find("m");
        WriteText("here/m/model.safetensors", "abc");
        var exception = Refuses(() => source.Verify(TestContext.Current.CancellationToken),
            $"config.json has the SHA-256 44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a; expected is {Abc}",
            $"sub/vocab.json is missing; its SHA-256 shall be {Abc}");
        Assert.Contains($"change the hashes of 'm' in {Full("here/environment.json")}", exception.Message, StringComparison.Ordinal);
        WriteText("here/m/config.json", "abc");
        WriteText("here/m/sub/vocab.json", "abc");
        source.Verify(TestContext.Current.CancellationToken);
        Assert.Throws<OperationCanceledException>(() => source.Verify(new CancellationToken(canceled: true)));
    }

    ModelSource Find(string name, string workingFolder = "here")
    {
        Directory.CreateDirectory(PathOf(workingFolder));
        return new ModelSearch(new SearchPlaces(Full(workingFolder), Full("packages/overhear.core/0.1.0/lib/net10.0"), Full("home"), Full("cache"))).Find(name);
    }

    string Full(string path) => Path.GetFullPath(PathOf(path));

    void Model(string folder) => WriteText(folder + "/config.json", "{}");

    void Cached(string repository, string branch, string commit)
    {
        var folder = $"cache/models--{repository.Replace("/", "--", StringComparison.Ordinal)}";
        WriteText($"{folder}/refs/{branch}", commit);
        Model($"{folder}/snapshots/{commit}");
    }
}
