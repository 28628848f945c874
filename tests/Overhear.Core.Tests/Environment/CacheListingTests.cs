namespace Overhear.Tests;

[Trait("Category", "fast")]
public sealed class CacheListingTests : FileTestFolder
{
    [Fact]
    public void An_empty_cache_lists_what_can_be_fetched()
    {
        var listed = CacheListing.Of(PathOf("nowhere"));
        Assert.Equal(KnownModels.Names, listed.Select(model => model.Name));
        Assert.All(listed, model => Assert.Equal((ModelState.Fetchable, null, 0L), (model.State, model.Commit, model.Bytes)));
        Assert.Equal("openai-community/gpt2", listed[0].Repository);
    }

    [Fact]
    public void What_is_cached_is_listed_with_size_and_revisions()
    {
        Cached("models--openai-community--gpt2", "c1", ["main", "v1"], ("config.json", 10), ("model.safetensors", 1000));
        Cached("models--EleutherAI--pythia-70m", "c2", ["step1"], ("config.json", 10));
        Cached("models--EleutherAI--pythia-70m", "c3", [], ("config.json", 10), ("model.safetensors.index.json", 5));
        Cached("models--some--one", "c4", ["main"], ("config.json", 10), ("model.safetensors", 7));
        WriteText("models--facebook--opt-125m/blobs/abc.incomplete", "12345");
        WriteText("datasets--some--set/snapshots/c/config.json", "{}");
        WriteText("models--..--x/snapshots/c/config.json", "{}");
        var listed = CacheListing.Of(Folder);
        Assert.Equal(("openai-community/gpt2", ModelState.Cached, "c1", 1010L), Of("gpt2").Select(m => (m.Repository, m.State, m.Commit, m.Bytes)).Single());
        Assert.Equal(["main", "v1"], Of("gpt2").Single().Revisions);
        Assert.Equal([(ModelState.Partial, "c2"), (ModelState.Cached, "c3")], Of("pythia-70m").Select(m => (m.State, m.Commit)));
        Assert.Equal((ModelState.Partial, null, 5L), Of("opt-125m").Select(m => (m.State, m.Commit, m.Bytes)).Single());
        Assert.Equal("some/one", listed[^1].Name);
        Assert.Equal(KnownModels.Names.Count + 2, listed.Count);

        IEnumerable<ListedModel> Of(string name) => listed.Where(model => model.Name == name);
    }

    void Cached(string repository, string commit, string[] branches, params (string Name, int Bytes)[] files)
    {
        foreach (var branch in branches) WriteText($"{repository}/refs/{branch}", commit);
        foreach (var (name, bytes) in files) WriteBytes($"{repository}/snapshots/{commit}/{name}", new byte[bytes]);
    }
}
