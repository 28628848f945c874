namespace Overhear.Tests;

[Trait("Category", "fast")]
public class AttentionPatternsTests
{
    public static TheoryData<string> Models => [.. GoldenModel.Names];

    static Prompt PromptOf(GoldenModel golden) => new("", golden.Reference["tokens"].Rows[0], [.. golden.Reference["tokens"].Rows[0].Select(i => $"[{i}]")], 0, "");

    [Theory, MemberData(nameof(Models))]
    public void Rows_sum_to_1_and_are_Hugging_Faces(string name)
    {
        var golden = GoldenModel.Load(name);
        var (prompt, heads) = (PromptOf(golden), golden.Model.Config.Heads);
        var result = AttentionPatterns.Of(golden.Model, prompt);
        Assert.Equal(golden.Model.Heads, result.Heads);
        foreach (var head in result.Heads)
        {
            var (pattern, expected) = (result[head].ToArray(), golden.Reference[$"hf.attentions.{head.Layer}"].Values);
            for (var query = 0; query < prompt.Length; query++)
            {
                Assert.Equal(1, Enumerable.Range(0, prompt.Length).Sum(key => pattern[query, key]), 1e-5);
                for (var key = 0; key < prompt.Length; key++)
                    Assert.Equal(expected[(head.Head * prompt.Length + query) * prompt.Length + key], pattern[query, key], 1e-4); // row 0 of the batch
            }
        }
    }

    [Fact]
    public void Only_the_layers_asked_for_are_run_and_kept()
    {
        var golden = GoldenModel.Load(GoldenModel.Names.First());
        var result = AttentionPatterns.Of(golden.Model, PromptOf(golden), [1]);
        Assert.All(result.Heads, head => Assert.Equal(1, head.Layer));
        Assert.Contains("There is no pattern of head 0.0", Assert.Throws<KeyNotFoundException>(() => result[new HeadId(0, 0)]).Message);
        Assert.Contains("has layers 0 to", Assert.Throws<ArgumentException>(() => AttentionPatterns.Of(golden.Model, PromptOf(golden), [99])).Message);
    }

    [Fact]
    public void Mean_attention_back_is_the_mean_of_a_diagonal()
    {
        var golden = GoldenModel.Load(GoldenModel.Names.First());
        var result = AttentionPatterns.Of(golden.Model, PromptOf(golden));
        var head = result.Heads[0];
        var pattern = result[head].ToArray();
        var length = result.Prompt.Length;
        Assert.Equal(Enumerable.Range(1, length - 1).Average(q => pattern[q, q - 1]), result.MeanAttentionBack(head, 1), 1e-12);
        Assert.Throws<ArgumentOutOfRangeException>(() => result.MeanAttentionBack(head, length));
    }
}
