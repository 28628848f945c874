namespace Overhear.Tests;

/// <summary>Intervals and p of effects hold what they promise, where the true effect is known.</summary>
[Trait("Category", "fast")]
public sealed class PlantedStatisticsTests
{
    const int Draws = 1000, Prompts = 64, Pool = 256;

    static readonly Lazy<PatchingResult> pool = new(() =>
        PathPatching.ToLogits(Planted.Indirect.Model, Planted.Prompts(Planted.Indirect, IndirectObject.Name, Pool, seed: 21).Against(IndirectObject.Abc)));

    [Fact]
    public void Intervals_hold_the_true_effect_about_as_often_as_they_say()
    {
        var mover = Planted.Indirect.Key.WithRole("mover")[0];
        var effects = pool.Value.Effect(mover.Layer, mover.Head).Values;
        Assert.True(effects.Distinct().Count() > 10, "the prompts' effects do not differ");
        var truth = effects.Average();
        var random = new SeededRandom(8);
        var held = Enumerable.Range(0, Draws).Count(draw =>
        {
            var interval = Noisy(effects, random).Interval(seed: draw);
            return interval.Low <= truth && truth <= interval.High;
        });
        Assert.InRange(held / (double)Draws, .92, .97);
    }

    [Fact]
    public void The_p_of_a_head_that_plays_no_part_is_uniform()
    {
        var planted = Planted.Indirect;
        var none = planted.Model.Heads.First(head => planted.Key.Heads.All(one => one.Head != head));
        var effects = pool.Value.Effect(none.Layer, none.Head).Values;
        Assert.True(effects.All(effect => Math.Abs(effect) < 1e-3), $"{none} has an effect of {effects.Max(Math.Abs)}");
        var random = new SeededRandom(9);
        var sorted = Enumerable.Range(0, Draws).Select(draw => Noisy(effects, random).SignFlipP(draw)).Order().ToList();
        // Kolmogorov and Smirnov's distance from the uniform distribution, at 1 %.
        var distance = sorted.Index().Max(p => Math.Max(Math.Abs((p.Index + 1d) / Draws - p.Item), Math.Abs(p.Index / (double)Draws - p.Item)));
        Assert.True(distance < 1.628 / Math.Sqrt(Draws), $"distance {distance}");
    }

    [Fact]
    public void The_p_of_exact_zeros_is_1()
    {
        var set = Planted.Prompts(Planted.Indirect, IndirectObject.Name, 16);
        var itself = PathPatching.ToLogits(Planted.Indirect.Model, new TwinPrompts(set.Batch, set.Batch, set.Metric));
        foreach (var head in Planted.Indirect.Model.Heads)
        {
            Assert.All(itself.Effect(head.Layer, head.Head).Values, effect => Assert.Equal(0, effect));
            Assert.Equal(1, itself.Effect(head.Layer, head.Head).SignFlipP());
        }
    }

    static PromptValues Noisy(IReadOnlyList<double> effects, SeededRandom random) => new(Enumerable.Range(0, Prompts).Select(_ => random.Choose(effects) + 3 * random.NextGaussian()));
}
