namespace Overhear.Tests;

[Trait("Category", "fast")]
public class PositionAttentionTests
{
    [Theory]
    [InlineData("gpt2")]
    [InlineData("llama")]
    public void It_is_the_patterns_cell_of_each_prompt(string family)
    {
        var model = TinyModels.Of(family);
        int[] lengths = [.. Enumerable.Range(0, 20).Select(row => 3 + row % 4)]; // padded, and more than one pass
        var rows = TinyModels.Rows(model, lengths);
        int[] from = [.. lengths.Select(length => length - 1)], to = [.. lengths.Select((_, row) => row % 3)];
        var effects = PositionAttention.Of(model, TokenBatch.FromIds(rows), from, to, "END to somewhere");
        for (var row = 0; row < rows.Length; row++)
        {
            var patterns = AttentionPatterns.Of(model, new Prompt("", rows[row], [.. rows[row].Select(id => $"{id}")], 0, ""));
            foreach (var head in model.Heads) Assert.Equal(patterns[head][from[row], to[row]], effects[head].Values[row], 1e-5);
        }
        Assert.Equal("attention from END to somewhere", effects.Name);
        Assert.NotNull(effects.Record);
    }

    [Fact]
    public void Positions_that_are_not_there_are_all_named()
    {
        var model = TinyModels.Of("gpt2");
        var tokens = TokenBatch.FromIds([[1, 2], [1, 2, 3]]);
        var message = Assert.Throws<ArgumentException>(() => PositionAttention.Of(model, tokens, [2, 3], [-1])).Message;
        foreach (var part in new[] { "query position of prompt 0 is 2", "query position of prompt 1 is 3", "1 key positions and 2 prompts", "key position of prompt 0 is -1" }) Assert.Contains(part, message);
    }
}
