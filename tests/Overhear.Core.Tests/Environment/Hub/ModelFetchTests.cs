using System.Text;

namespace Overhear.Tests;

[Trait("Category", "fast")]
public sealed class ModelFetchTests : HubTestFolder
{
    [Fact]
    public void A_model_is_fetched_named_and_loaded()
    {
        var plan = Plan();
        string[] expected = ["tokenizer_config.json", "tokenizer.json", "model.safetensors", "config.json"];
        Assert.Equal(expected, plan.Files.Select(file => file.Name));
        Assert.Equal(expected.Sum(name => (long)Hub.Files[name].Length), plan.Bytes);
        Assert.Equal(plan.Bytes, plan.BytesToFetch);
        Assert.False(Directory.Exists(CacheFolder)); // asking alone writes nothing
        var steps = new List<WorkProgress>();
        string folder;
        using (Work.Begin(progress: new Listener(steps.Add))) folder = plan.Run();

        Assert.Equal(Path.Combine(RepositoryFolder, "snapshots", LoopbackHub.Commit), folder);
        Assert.Equal(expected.Order(StringComparer.Ordinal), Directory.GetFiles(folder).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal));
        foreach (var name in expected)
        {
            Assert.Equal(Hub.Files[name], File.ReadAllBytes(Path.Combine(folder, name)));
            var hash = LoopbackHub.HashOf(name, Hub.Files[name]);
            Assert.Equal(Hub.Files[name], File.ReadAllBytes(Path.Combine(RepositoryFolder, "blobs", hash)));
            if (!OperatingSystem.IsWindows()) Assert.Equal($"../../blobs/{hash}", new FileInfo(Path.Combine(folder, name)).LinkTarget);
        }
        Assert.Equal(LoopbackHub.Commit, File.ReadAllText(Path.Combine(RepositoryFolder, "refs", "main")));
        Assert.Empty(Directory.GetFiles(RepositoryFolder, "*.incomplete", SearchOption.AllDirectories));
        Assert.Equal((plan.Bytes, plan.Bytes), (steps[^1].Done, steps[^1].Total));
        Assert.DoesNotContain(Hub.Requests, request => request.Path.EndsWith("README.md", StringComparison.Ordinal) || request.Path.EndsWith(".bin", StringComparison.Ordinal));

        Assert.Equal(folder, new ModelSearch(Places).Find("org/tiny").Folder);
        using var model = TransformerModel.Load(folder);
        Assert.Equal("Mary gave", model.Tokenizer.Decode(model.Tokens("Mary gave", Bos.Never).Ids));
        Assert.Equal(5, model.NextTokens(model.Tokens("Mary gave"), 5).Top.Count);
    }

    [Fact]
    public void What_is_there_is_not_fetched_again()
    {
        Plan().Run();
        Hub.Requests.Clear();
        var again = Plan();
        Assert.Equal(0, again.BytesToFetch);
        Assert.Contains("all in the cache", again.ToString(), StringComparison.Ordinal);
        again.Run();
        Assert.DoesNotContain(Hub.Requests, request => request.Method == "GET" && request.Path.Contains("/resolve/", StringComparison.Ordinal));
    }

    [Fact]
    public void A_cut_leaves_what_came_and_the_next_fetch_goes_on_from_there()
    {
        Hub.CutAfter = 10_000;
        var fault = Fails();
        Assert.Contains("10000 of ", fault.Message, StringComparison.Ordinal);
        Assert.Contains("the same command goes on from there", fault.Message, StringComparison.Ordinal);
        Assert.Equal(Hub.Files["model.safetensors"][..10_000], File.ReadAllBytes(Unfinished));
        AssertNothingIsNamed();

        Hub.CutAfter = null;
        Hub.Requests.Clear();
        var plan = Plan();
        Assert.Equal(plan.Files.Where(file => !file.IsCached).Sum(file => file.Bytes) - 10_000, plan.BytesToFetch);
        var folder = plan.Run();
        Assert.Equal(Hub.Files["model.safetensors"], File.ReadAllBytes(Path.Combine(folder, "model.safetensors")));
        Assert.Contains(Hub.Requests, request => request.IsStore && request.Range == "bytes=10000-");
        Assert.False(File.Exists(Unfinished));
    }

    [Fact]
    public void A_connection_that_is_lost_is_opened_again_while_bytes_come()
    {
        Hub.CutAfter = 5_000;
        Hub.Cuts = 4;
        var folder = Plan(Settings(retries: 1)).Run();
        Assert.Equal(Hub.Files["model.safetensors"], File.ReadAllBytes(Path.Combine(folder, "model.safetensors")));
        Assert.Equal(["bytes=5000-", "bytes=10000-", "bytes=15000-", "bytes=20000-"], Hub.Requests.Where(request => request.IsStore && request.Range is not null).Select(request => request.Range));
    }

    [Fact]
    public void A_hub_that_passes_over_ranges_is_read_from_the_beginning()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Unfinished)!);
        File.WriteAllBytes(Unfinished, Hub.Files["model.safetensors"][..7_000]);
        Hub.IgnoresRange = true;
        Assert.Equal(Hub.Files["model.safetensors"], File.ReadAllBytes(Path.Combine(Plan().Run(), "model.safetensors")));
    }

    [Fact]
    public void Wrong_bytes_of_an_earlier_attempt_are_fetched_again()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Unfinished)!);
        File.WriteAllBytes(Unfinished, new byte[7_000]);
        Assert.Equal(Hub.Files["model.safetensors"], File.ReadAllBytes(Path.Combine(Plan().Run(), "model.safetensors")));
        Assert.Equal(["bytes=7000-", null], Hub.Requests.Where(request => request.IsStore).Select(request => request.Range));
    }

    [Theory]
    [InlineData("model.safetensors")]
    [InlineData("config.json")]
    public void Another_content_than_announced_is_refused_and_not_kept(string name)
    {
        var own = Hub.Files[name];
        Hub.Send = bytes => ReferenceEquals(bytes, own) ? [(byte)(own[0] ^ 1), .. own[1..]] : bytes;
        var fault = Fails();
        Assert.Contains($"{name} of org/tiny is not the file", fault.Message, StringComparison.Ordinal);
        Assert.Contains(LoopbackHub.HashOf(name, own), fault.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(RepositoryFolder, "blobs", LoopbackHub.HashOf(name, own))));
        Assert.Empty(Directory.GetFiles(RepositoryFolder, "*.incomplete", SearchOption.AllDirectories));
        AssertNothingIsNamed();
    }

    [Fact]
    public void More_bytes_than_announced_are_not_written()
    {
        Hub.Send = bytes => [.. bytes, .. new byte[1 << 20]];
        Assert.Contains("sends more of", Fails().Message, StringComparison.Ordinal);
        Assert.All(Directory.GetFiles(Path.Combine(RepositoryFolder, "blobs")), path => Assert.True(new FileInfo(path).Length < 1 << 20));
        AssertNothingIsNamed();
    }

    [Fact]
    public void The_token_goes_to_the_hub_and_to_no_other_host()
    {
        Plan(Settings(variables: $"HF_TOKEN={Token}")).Run();
        Assert.Contains(Hub.Requests, request => request.IsStore);
        Assert.All(Hub.Requests, request => Assert.Equal(request.IsStore ? null : $"Bearer {Token}", request.Authorization));
    }

    [Fact]
    public void A_host_that_points_back_to_the_hub_does_not_get_the_token_sent_there()
    {
        Hub.StorePointsTo = $"{Hub.Endpoint}/api/elsewhere";
        Fails(Settings(variables: $"HF_TOKEN={Token}"));
        var back = Assert.Single(Hub.Requests, request => request.Path == "/api/elsewhere");
        Assert.Null(back.Authorization);
    }

    [Fact]
    public async Task A_repository_that_moved_is_followed()
    {
        using var client = new HubClient(Settings());
        var file = await client.FileAsync("old/tiny", LoopbackHub.Commit, "config.json", TestContext.Current.CancellationToken);
        Assert.Equal(LoopbackHub.HashOf("config.json", Hub.Files["config.json"]), file.Hash);
    }

    [Fact]
    public void Cancelling_keeps_what_came()
    {
        using var stop = new CancellationTokenSource();
        Hub.CutAfter = 20_000;
        Hub.Cuts = 1;
        Hub.BeforeCut = stop.Cancel;
        using (Work.Begin(stop.Token)) Assert.ThrowsAny<OperationCanceledException>(() => Plan(Settings(retries: 3)).Run());
        Assert.Equal(20_000, new FileInfo(Unfinished).Length);
        AssertNothingIsNamed();
        Assert.Equal(Hub.Files["model.safetensors"], File.ReadAllBytes(Path.Combine(Plan().Run(), "model.safetensors")));
    }

    [Fact]
    public void Weights_in_several_files_come_by_their_index()
    {
        var whole = Hub.Files["model.safetensors"];
        Shard();
        Hub.Files["model-00003-of-00003.safetensors"] = [1, 2, 3]; // no part of the index
        var plan = Plan();
        Assert.Equal(["model-00001-of-00002.safetensors", "model-00002-of-00002.safetensors", "tokenizer_config.json", "tokenizer.json", "model.safetensors.index.json", "config.json"], plan.Files.Select(file => file.Name));
        using var sharded = TransformerModel.Load(plan.Run());
        Hub.Files["model.safetensors"] = whole;
        File.Delete(Path.Combine(plan.Folder, "model.safetensors"));
        using var single = TransformerModel.Load(Plan().Run()); // one file comes before an index
        Assert.Equal(single.Record().ModelHash, sharded.Record().ModelHash);
    }

    [Fact]
    public void Without_links_the_files_lie_in_the_snapshot_themselves()
    {
        foreach (var name in new[] { "config.json", "model.safetensors" })
        {
            var cache = new CachedRepository(CacheFolder, LoopbackHub.Repository, usesLinks: false);
            var file = new HubFile(name, Hub.Files[name].Length, LoopbackHub.HashOf(name, Hub.Files[name]), false);
            using (cache.Lock(file)) File.WriteAllBytes(cache.Blob(file.Hash), Hub.Files[name]);
            cache.Link(LoopbackHub.Commit, file);
            var path = Path.Combine(cache.Snapshot(LoopbackHub.Commit), name);
            Assert.Null(new FileInfo(path).LinkTarget);
            Assert.Equal(Hub.Files[name], File.ReadAllBytes(path));
            Assert.True(cache.Has(LoopbackHub.Commit, file));
            Assert.Equal(Hub.Files[name], File.ReadAllBytes(cache.Find(LoopbackHub.Commit, file)));
        }
        Assert.False(File.Exists(Path.Combine(RepositoryFolder, "blobs", LoopbackHub.HashOf("model.safetensors", Hub.Files["model.safetensors"]))));
    }

    [Fact]
    public void Names_of_the_environment_and_revisions_are_understood()
    {
        WriteText("work/environment.json", """{"models":{"mine":{"repository":"org/tiny","revision":"refs/pr/1"},"here":{"folder":"x"}}}""");
        var plan = Plan(name: "mine");
        Assert.Equal(("mine", "org/tiny", "refs/pr/1", LoopbackHub.Commit), (plan.Name, plan.Repository, plan.Revision, plan.Commit));
        plan.Run();
        Assert.Equal(LoopbackHub.Commit, File.ReadAllText(Path.Combine(RepositoryFolder, "refs", "refs", "pr", "1")));
        Assert.Equal(plan.Folder, new ModelSearch(Places).Find("mine").Folder);
        Assert.Equal(plan.Folder, new ModelSearch(Places).Find("org/tiny@refs/pr/1").Folder);
        Assert.Contains("there is nothing to fetch", Fails(name: "here").Message, StringComparison.Ordinal);
        Assert.Equal("v1", Plan(name: "org/tiny@v1").Revision);
    }

    [Fact]
    public void The_files_that_are_fetched_are_those_that_readers_ask_for()
    {
        Assert.Equal(TokenizerJsonFile.FileName, ModelFiles.Tokenizer);
        Assert.Equal([[BytePairFiles.VocabularyName, BytePairFiles.MergesName], [SentencePieceFile.FileName]], ModelFiles.OlderTokenizers);
        string[] all = ["config.json", "model.safetensors", "vocab.json", "merges.txt", "tokenizer.model", "added_tokens.json", "special_tokens_map.json", "flax_model.msgpack", "model.fp16.safetensors"];
        Assert.Equal(["special_tokens_map.json", "added_tokens.json", "vocab.json", "merges.txt", "model.safetensors", "config.json"], ModelFiles.Choose("org/tiny", "main", all));
        Assert.Equal(["special_tokens_map.json", "added_tokens.json", "tokenizer.model", "model.safetensors", "config.json"], ModelFiles.Choose("org/tiny", "main", [.. all.Where(name => name != "vocab.json")]));
        Assert.Equal(["special_tokens_map.json", "added_tokens.json", "tokenizer.json", "model.safetensors", "config.json"], ModelFiles.Choose("org/tiny", "main", [.. all, "tokenizer.json"]));
    }

    sealed class Listener(Action<WorkProgress> heard) : IProgress<WorkProgress>
    {
        public void Report(WorkProgress value) => heard(value);
    }
}
