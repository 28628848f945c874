namespace Overhear.Tests;

[Trait("Category", "fast")]
public sealed class NextTokenWritingTests
{
    public static TheoryData<string> Families => [.. TinyModels.Families];

    /// <summary>Token by token against what the head is said to write at each position by itself.</summary>
    [Theory, MemberData(nameof(Families))]
    public void Is_the_mean_of_what_a_head_writes_for_each_next_token(string family)
    {
        var model = TinyModels.Of(family);
        const int period = 5;
        var found = NextTokenWriting.OnRepeatedTokens(model, count: 3, period, seed: 4);
        var sequences = HeadScores.OnRepeatedTokens(model, count: 3, period, seed: 4).Sequences;
        foreach (var head in model.Heads)
            foreach (var (row, sequence) in sequences.Index())
            {
                var prompt = model.PromptOf(sequence.Ids);
                var literal = Enumerable.Range(sequence.Start + period, period - 1).Average(at =>
                    WrittenTokens.ByHead(model, prompt, head, at, model.Config.VocabularySize).Raised.Single(token => token.Id == sequence.Ids[at + 1]).Logit);
                Assert.Equal(literal, found[head].Values[row], 1e-6);
            }
        Assert.Contains(found.Heads, head => Math.Abs(found[head].Mean) > 1e-2);
    }

    [Fact]
    public void An_induction_head_writes_the_next_token_and_others_do_not()
    {
        var planted = Planted.Of("induction");
        var found = NextTokenWriting.OnRepeatedTokens(planted.Model, count: 8, period: 12);
        var writes = planted.Key.SendersToLogits(Planted.Repeated);
        Assert.All(writes, head => Assert.True(found[head].Mean > 1, $"{head} writes {found[head].Mean}"));
        Assert.All(planted.Model.Heads.Except(writes), head => Assert.Equal(0, found[head].Mean, .05));
        Assert.Contains("At least 2", Assert.Throws<ArgumentOutOfRangeException>(() => NextTokenWriting.OnRepeatedTokens(planted.Model, 1, 1)).Message);
    }
}
