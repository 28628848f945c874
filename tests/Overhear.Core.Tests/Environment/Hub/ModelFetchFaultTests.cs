using System.Text;

namespace Overhear.Tests;

[Trait("Category", "fast")]
public sealed class ModelFetchFaultTests : HubTestFolder
{
    [Theory]
    [InlineData("1")]
    [InlineData("true")]
    [InlineData("YES")]
    public void Offline_asks_no_one(string value)
    {
        var settings = Settings(variables: $"HF_HUB_OFFLINE={value}");
        Assert.Contains("HF_HUB_OFFLINE is set", Fails(settings).Message, StringComparison.Ordinal);
        Assert.Empty(Hub.Requests);
        var folder = Plan(Settings(variables: "HF_HUB_OFFLINE=0")).Run();
        Assert.Contains($"It is in the cache: {folder}", Fails(settings).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(403, "GatedRepo", null, "is gated", "HF_TOKEN is not set")]
    [InlineData(403, "GatedRepo", "HF_TOKEN=" + Token, "is gated", "HF_TOKEN is set, and does not open it")]
    [InlineData(401, "GatedRepo", null, "Accept the terms at", "HF_TOKEN is not set")]
    [InlineData(401, null, null, "refuses org/tiny (401)", "private or gated")]
    [InlineData(404, null, null, "has no repository org/tiny", "Well-known names are gpt2")]
    [InlineData(404, "RevisionNotFound", null, "org/tiny has no revision 'main'", "branches and tags")]
    [InlineData(429, null, null, "asked too often", "(429)")]
    [InlineData(503, null, null, "has trouble of its own (503)", "Try again later")]
    [InlineData(418, null, null, "answers 418", "HF_ENDPOINT")]
    public void A_refusal_is_one_clear_error(int status, string? code, string? variable, params string[] expected)
    {
        Hub.Refuses = (status, code);
        var message = Fails(Settings(variables: variable is null ? [] : [variable])).Message;
        Assert.All(expected, part => Assert.Contains(part, message, StringComparison.Ordinal));
        Assert.False(Directory.Exists(CacheFolder));
    }

    [Fact]
    public void No_network_is_said()
    {
        Hub.Dispose();
        Assert.Contains("cannot be reached", Fails().Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Too_little_room_is_said_before_anything_is_written()
    {
        Assert.Contains("has 1.0 MB left", Fails(Settings(free: _ => 1_000_000)).Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(CacheFolder));
    }

    [Fact]
    public void A_disk_that_refuses_is_said_and_what_came_is_kept()
    {
        Directory.CreateDirectory(Unfinished); // a folder cannot be written to as a file
        var message = Fails().Message;
        Assert.Contains("model.safetensors cannot be written", message, StringComparison.Ordinal);
        AssertNothingIsNamed();
    }

    [Fact]
    public void A_repository_without_safetensors_is_refused_with_what_to_do()
    {
        Hub.Files.Remove("model.safetensors");
        Hub.Files.Remove("config.json");
        var message = Fails().Message;
        Assert.Contains("it has no config.json", message, StringComparison.Ordinal);
        Assert.Contains("it has neither model.safetensors nor model.safetensors.index.json", message, StringComparison.Ordinal);
        Assert.Contains("org/tiny@refs/pr/N", message, StringComparison.Ordinal);
        Assert.Contains("No pickle files are read", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../../../escaped.safetensors")]
    [InlineData("/tmp/escaped.safetensors")]
    [InlineData("a\\b.safetensors")]
    [InlineData("sub/a.safetensors")]
    [InlineData("C:a.safetensors")]
    [InlineData(".a.safetensors")]
    [InlineData("model.bin")]
    public void An_index_cannot_lead_out_of_the_models_folder(string name)
    {
        Shard();
        var hostile = Encoding.UTF8.GetString(Hub.Files["model.safetensors.index.json"]).Replace("model-00001-of-00002.safetensors", name.Replace("\\", "\\\\", StringComparison.Ordinal), StringComparison.Ordinal);
        Hub.Files["model.safetensors.index.json"] = Encoding.UTF8.GetBytes(hostile);
        Hub.AlsoListed = [name];
        Assert.Contains("names no weights that can be fetched", Fails().Message, StringComparison.Ordinal);
        AssertNothingIsNamed();
        Assert.DoesNotContain(Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories), path => path.Contains("escaped", StringComparison.Ordinal));
    }

    [Fact]
    public void An_index_that_names_a_file_that_is_not_there_is_refused()
    {
        Shard();
        Hub.Files.Remove("model-00001-of-00002.safetensors");
        Assert.Contains("'model-00001-of-00002.safetensors', which the repository does not have", Fails().Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_that_are_not_the_loaders_are_never_asked_for()
    {
        Hub.AlsoListed = ["../../config.json", "/etc/passwd", "a/../../tokenizer.json", "CON", "\u202e.json", ""];
        var folder = Plan().Run();
        Assert.Equal(4, Directory.GetFiles(folder).Length);
        Assert.DoesNotContain(Hub.Requests, request => request.Path.Contains("passwd", StringComparison.Ordinal) || request.Path.Contains("..", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("../../../../escaped")]
    [InlineData("")]
    [InlineData("main")]
    public void A_commit_that_is_none_is_refused(string commit)
    {
        Hub.Told = commit;
        Assert.Contains("with something else than a hub's list of files", Fails().Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(CacheFolder));
    }

    [Theory]
    [InlineData("../../../escaped")]
    [InlineData("d41d8cd98f00b204e9800998ecf8427e")]
    [InlineData("")]
    public void A_hash_that_is_none_is_refused(string hash)
    {
        Hub.Hash = (_, _) => hash;
        Assert.Contains("gives no hash", Fails().Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(CacheFolder));
    }

    [Theory]
    [InlineData("")]
    [InlineData("./x")]
    [InlineData("../x")]
    [InlineData("a/b/c")]
    [InlineData("org/tiny@../..")]
    [InlineData("a b")]
    public void What_can_be_no_repository_is_refused_unasked(string name)
    {
        Assert.Contains("org/name", Fails(name: name).Message, StringComparison.Ordinal);
        Assert.Empty(Hub.Requests);
    }

    [Fact]
    public void A_model_that_comes_with_the_library_is_not_asked_for()
    {
        WriteText("work/models/teaching/config.json", "{}");
        Assert.Contains("'teaching' comes with Overhear", Fails(name: "teaching").Message, StringComparison.Ordinal);
        Assert.Empty(Hub.Requests);
    }

    [Fact]
    public void Two_processes_do_not_write_the_same_file()
    {
        var plan = Plan();
        using (new CachedRepository(CacheFolder, LoopbackHub.Repository).Lock(plan.Files[0]))
            Assert.Contains("is being fetched by another process", Assert.Throws<ModelFetchException>(plan.Run).Message, StringComparison.Ordinal);
        plan.Run();
    }

    [Theory]
    [InlineData("HF_ENDPOINT=ftp://host", "HF_ENDPOINT is no address")]
    [InlineData("HF_ENDPOINT=https://me:secret@host", "HF_ENDPOINT is no address")]
    [InlineData("HF_ENDPOINT=host", "HF_ENDPOINT is no address")]
    [InlineData("HF_TOKEN=hf_a\nhf_b", "HF_TOKEN, of 9 characters")]
    [InlineData("HF_TOKEN=hf_é", "HF_TOKEN, of 4 characters")]
    public void Settings_that_cannot_be_are_refused_and_not_repeated(string variable, string expected)
    {
        var message = Assert.Throws<ModelFetchException>(() => Settings(variables: variable)).Message;
        Assert.StartsWith(expected, message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", message, StringComparison.Ordinal);
        Assert.DoesNotContain("hf_", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://hub.example", true)]
    [InlineData("http://127.0.0.1:8080", true)]
    [InlineData("http://hub.example", false)]
    public void A_token_is_never_sent_in_the_clear(string endpoint, bool sent) =>
        Assert.Equal(sent, Settings(variables: [$"HF_ENDPOINT={endpoint}", $"HF_TOKEN={Token}"]).CanAuthorize);

    [Theory]
    [InlineData("https://hub.example/api", true)]
    [InlineData("https://HUB.example:443/", true)]
    [InlineData("http://hub.example/api", false)]
    [InlineData("https://hub.example:444/", false)]
    [InlineData("https://hub.example.evil/", false)]
    [InlineData("https://cdn.hub.example/", false)]
    public void Only_the_hubs_own_host_is_the_hub(string address, bool isHub) =>
        Assert.Equal(isHub, Settings(variables: "HF_ENDPOINT=https://hub.example").IsHub(new Uri(address)));
}
