namespace Overhear.Tests;

[Trait("Category", "fast")]
public class WrittenTokensTests
{
    public static TheoryData<string> Families => [.. TinyModels.Families];

    static Prompt PromptOf(TransformerModel model) => new("", TinyModels.Rows(model, [6])[0], ["a", "b", "c", "d", "e", "f"], 0, "");

    [Theory, MemberData(nameof(Families))]
    public void Logits_of_two_tokens_differ_by_the_parts_direct_share(string family)
    {
        var model = TinyModels.Of(family);
        var (prompt, head) = (PromptOf(model), new HeadId(0, 2));
        (WrittenTokensResult Written, Func<DirectLogitAttributionResult, double> Share)[] cases =
        [
            (WrittenTokens.ByHead(model, prompt, head, count: model.Config.VocabularySize), r => r.Heads[head].Mean),
            (WrittenTokens.ByMlp(model, prompt, 1, count: model.Config.VocabularySize), r => r.Mlps[1].Mean),
        ];
        foreach (var (written, share) in cases)
        {
            Assert.Equal(written.Raised.Select(t => t.Id), written.Lowered.Select(t => t.Id).Reverse());
            Assert.Equal(0, written.Raised.Sum(t => t.Logit), 1e-8);
            double Logit(int id) => written.Raised.Single(t => t.Id == id).Logit;
            Assert.Equal(share(DirectLogitAttribution.Of(model, prompt.ToBatch(), new LogitDifference([4], [11]))), Logit(4) - Logit(11), 1e-8);
        }
    }

    [Fact]
    public void Tokens_are_ranked_and_counted_at_the_position_asked_for()
    {
        var model = TinyModels.Of("gpt2");
        var written = WrittenTokens.ByHead(model, PromptOf(model), new HeadId(1, 0), position: 2, count: 4);
        Assert.Equal((2, "head 1.0", 4, 4), (written.Position, written.Writer, written.Raised.Count, written.Lowered.Count));
        Assert.Equal([1, 2, 3, 4], written.Raised.Select(t => t.Rank));
        Assert.Equal(written.Raised.OrderByDescending(t => t.Logit), written.Raised);
        Assert.Equal(written.Lowered.OrderBy(t => t.Logit), written.Lowered);
        Assert.NotEqual(written.Raised[0].Logit, WrittenTokens.ByHead(model, PromptOf(model), new HeadId(1, 0)).Raised[0].Logit);
    }

    [Fact]
    public void Bad_input_says_what_is_allowed()
    {
        var model = TinyModels.Of("gpt2");
        var prompt = PromptOf(model);
        Assert.Contains("0.0 to 1.2", Assert.Throws<ArgumentException>(() => WrittenTokens.ByHead(model, prompt, new HeadId(1, 3))).Message);
        Assert.Contains("layers 0 to 1", Assert.Throws<ArgumentException>(() => WrittenTokens.ByMlp(model, prompt, 2)).Message);
        Assert.Contains("positions 0 to 5", Assert.Throws<ArgumentOutOfRangeException>(() => WrittenTokens.ByMlp(model, prompt, 1, position: 6)).Message);
        Assert.Contains("1 to 301", Assert.Throws<ArgumentOutOfRangeException>(() => WrittenTokens.ByMlp(model, prompt, 1, count: 0)).Message);
    }
}
