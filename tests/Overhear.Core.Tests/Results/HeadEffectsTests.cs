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
    public void A_half_or_any_subset_of_the_prompts_needs_no_new_run()
    {
        var record = ResultSamples.Record;
        var three = new HeadEffects("effect", "logits", new double[,,] { { { 1, 2, 3 }, { 4, 5, 6 } } }) { Record = record };
        Assert.Equal([6, 4], three.Subset([2, 0])[new HeadId(0, 1)].Values);
        Assert.Equal([1.0], three.FirstHalf()[new HeadId(0, 0)].Values);
        Assert.Equal([2, 3], three.SecondHalf()[new HeadId(0, 0)].Values);
        Assert.Equal(("effect", "logits", record), (three.SecondHalf().Name, three.SecondHalf().Unit, three.SecondHalf().Record));
        Assert.Contains("0 to 2", Assert.Throws<ArgumentOutOfRangeException>(() => three.Subset([3])).Message);
        Assert.Throws<ArgumentException>(() => three.Subset([]));
        Assert.Throws<ArgumentException>(() => three.FirstHalf().FirstHalf());
    }

    [Fact]
    public void Tests_of_all_heads_are_corrected_for_their_number_and_heads_out_of_reach_are_none()
    {
        var random = new SeededRandom(3);
        var values = new double[3, 4, 20];
        for (var layer = 0; layer < 2; layer++) // the last layer stays at exactly 0
            for (var head = 0; head < 4; head++)
                for (var prompt = 0; prompt < 20; prompt++) values[layer, head, prompt] = random.NextGaussian() + (layer == 1 && head == 2 ? 1.5 : 0);
        var effects = new HeadEffects("effect", "logits", values);
        var (raw, holm, found) = (effects.SignFlipP(Correction.None), effects.SignFlipP(), effects.SignFlipP(Correction.BenjaminiHochberg));
        Assert.All(effects.Heads.Where(head => head.Layer < 2), head => Assert.Equal(SignFlip.P(effects[head].Values), raw[head.Layer, head.Head]));
        Assert.All(effects.Heads.Where(head => head.Layer == 2), head => Assert.Equal((1.0, 1.0), (raw[2, head.Head], holm[2, head.Head])));
        var tested = effects.Heads.Where(head => head.Layer < 2).ToList();
        Assert.Equal(MultipleTests.Holm([.. tested.Select(head => raw[head.Layer, head.Head])]), tested.Select(head => holm[head.Layer, head.Head]));
        Assert.Equal(MultipleTests.BenjaminiHochberg([.. tested.Select(head => raw[head.Layer, head.Head])]), tested.Select(head => found[head.Layer, head.Head]));
        Assert.Equal([new HeadId(1, 2)], effects.Significant());
        Assert.Contains("8 heads by Holm", holm.Name);
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
