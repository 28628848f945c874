namespace Overhear.Tests;

[Trait("Category", "fast")]
public class HeadEffectsTests
{
    static readonly HeadEffects effects = new("effect", "logits", new double[,,] { { { 1, 3 }, { -2, -2 } }, { { 5, 5 }, { 0, 4 } } });

    [Fact]
    public void Means_and_standard_errors_are_over_prompts()
    {
        Assert.Equal(new[,] { { 2.0, -2 }, { 5, 2 } }, effects.Means().ToArray());
        Assert.Equal(new[,] { { 1.0, 0 }, { 0, 2 } }, effects.StandardErrors().ToArray()); // deviations √2, 0, 0, 2√2 over √2
        Assert.True(effects[new HeadId(0, 1)].IsClear);
        Assert.False(effects[new HeadId(0, 0)].IsClear); // exactly two standard errors
        Assert.True(double.IsNaN(new PromptValues([1]).StandardError));
        Assert.False(new PromptValues([1]).IsClear);
    }

    [Fact]
    public void Heads_rank_by_their_means()
    {
        Assert.Equal(["1.0", "0.0", "1.1", "0.1"], effects.Ranked().Select(h => h.ToString()));
        Assert.Equal(["1.0", "0.0", "1.1"], effects.AtLeast(2).Select(h => h.ToString()));
        Assert.Equal([[-1.0, 1], [5, 9]], effects.LayerSums().Select(s => s.Values.ToArray()));
    }

    [Fact]
    public void What_is_not_there_is_said()
    {
        Assert.Contains("0.0 to 1.1", Assert.Throws<ArgumentOutOfRangeException>(() => effects[new HeadId(2, 0)]).Message);
        Assert.Throws<ArgumentException>(() => new HeadEffects("", "", new double[0, 1, 1]));
        Assert.Throws<ArgumentException>(() => new PromptValues([]));
        Assert.Throws<ArgumentException>(() => new PromptValues([1]).Minus(new PromptValues([1, 2])));
    }
}
