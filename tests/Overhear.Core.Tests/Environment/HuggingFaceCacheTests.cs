namespace Overhear.Tests;

[Trait("Category", "fast")]
public sealed class HuggingFaceCacheTests : FileTestFolder
{
    [Fact]
    public void The_cache_lies_where_the_variables_say()
    {
        var home = PathOf("home");
        Assert.Equal(Path.Combine(home, ".cache", "huggingface", "hub"), Root());
        Assert.Equal(Path.Combine(PathOf("x"), "huggingface", "hub"), Root("XDG_CACHE_HOME=" + PathOf("x")));
        Assert.Equal(Path.Combine(PathOf("h"), "hub"), Root("HF_HOME=" + PathOf("h"), "XDG_CACHE_HOME=" + PathOf("x")));
        Assert.Equal(PathOf("c"), Root("HF_HUB_CACHE=" + PathOf("c"), "HF_HOME=" + PathOf("h")));
        Assert.Equal(Path.Combine(home, "hf", "hub"), Root("HF_HOME=~/hf"));
        Assert.Equal(Path.Combine(home, ".cache", "huggingface", "hub"), Root("HF_HUB_CACHE=", "HF_HOME="));

        string Root(params string[] variables) =>
            HuggingFaceCache.FindRoot(name => variables.Select(pair => pair.Split('=', 2)).FirstOrDefault(pair => pair[0] == name)?[1], home);
    }

    [Fact]
    public void A_branch_leads_to_its_commit()
    {
        WriteText("models--org--name/refs/main", "0123abcd\n");
        WriteText("models--org--name/refs/pr/1", "4567ef");
        WriteText("models--org--name/snapshots/0123abcd/config.json", "{}");
        WriteText("models--org--name/snapshots/4567ef/config.json", "{}");
        var cache = new HuggingFaceCache(Folder);
        Assert.Equal(new CachedModel(PathOf("models--org--name/snapshots/0123abcd"), "0123abcd", null), cache.Find("org/name", "main"));
        Assert.Equal("4567ef", cache.Find("org/name", "pr/1").Commit);
        Assert.Equal("4567ef", cache.Find("org/name", "4567ef").Commit);
    }

    [Fact]
    public void What_is_missing_is_said()
    {
        var cache = new HuggingFaceCache(Folder);
        Assert.Equal($"{PathOf("models--org--name")}: not there", cache.Find("org/name", "main").Reason);
        WriteText("models--org--name/refs/step1000", "4567ef");
        Assert.Contains("no revision main; it holds step1000", cache.Find("org/name", "main").Reason, StringComparison.Ordinal);
        Assert.Contains("4567ef: not there, though the cache names it as step1000", cache.Find("org/name", "step1000").Reason, StringComparison.Ordinal);
        Directory.CreateDirectory(PathOf("models--org--name/snapshots/4567ef"));
        Assert.Contains("no config.json in it, so it was not downloaded whole", cache.Find("org/name", "step1000").Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../../../elsewhere")]
    [InlineData("..")]
    [InlineData("/etc")]
    [InlineData("")]
    public void A_reference_cannot_lead_out_of_the_cache(string commit)
    {
        WriteText("elsewhere/config.json", "{}");
        WriteText("models--org--name/refs/main", commit);
        WriteText("models--org--name/config.json", "{}");
        Directory.CreateDirectory(PathOf("models--org--name/snapshots"));
        Assert.Contains("no revision main", new HuggingFaceCache(Folder).Find("org/name", "main").Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gpt2", true)]
    [InlineData("EleutherAI/pythia-1.4b", true)]
    [InlineData("a/b_c", true)]
    [InlineData("a/b/c", false)]
    [InlineData("a--b/c", false)]
    [InlineData("a/..", false)]
    [InlineData("a/", false)]
    [InlineData("", false)]
    [InlineData("a b", false)]
    [InlineData("a\\b", false)]
    [InlineData("a/.b", false)]
    public void Names_of_repositories(string name, bool allowed) => Assert.Equal(allowed, HuggingFaceCache.IsRepository(name));
}
