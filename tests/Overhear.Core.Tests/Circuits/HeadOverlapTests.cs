namespace Overhear.Tests;

[Trait("Category", "fast")]
public class HeadOverlapTests
{
    const int Layers = 24;
    const int Heads = 16;
    const int Prompts = 12;

    static readonly HeadOverlapOptions two = new() { Thresholds = [2], Draws = 1999, Resamples = 99 };

    /// <summary>Effects of 384 heads: large and of both signs for some, small for the others.</summary>
    static HeadEffects Planted(IEnumerable<HeadId> important, double noise, long seed)
    {
        var (random, chosen, values) = (new SeededRandom(seed), important.ToHashSet(), new double[Layers, Heads, Prompts]);
        for (var layer = 0; layer < Layers; layer++)
            for (var head = 0; head < Heads; head++)
                for (var prompt = 0; prompt < Prompts; prompt++)
                    values[layer, head, prompt] = (chosen.Contains(new(layer, head)) ? (head % 2 == 0 ? 1 : -1) : 0) + noise * random.NextGaussian();
        return new HeadEffects("effect", "%", values);
    }

    static IEnumerable<HeadId> InLayer(int layer, int first, int count) => Enumerable.Range(first, count).Select(head => new HeadId(layer, head));

    static HeadOverlapRow Row(IReadOnlyList<HeadOverlapRow> rows, string? stage, OverlapDefinition definition) => Assert.Single(rows, row => row.Stage == stage && row.Definition == definition);

    [Fact]
    public void Every_definition_counts_what_it_says()
    {
        HeadStage[] stages =
        [
            new("logits", Planted(InLayer(20, 0, 8), 0, 1), Planted(InLayer(20, 2, 8), 0, 2)), // 6 of 8 in both
            new("queries", Planted(InLayer(20, 0, 4).Concat(InLayer(10, 0, 4)), .01, 3), Planted(InLayer(10, 0, 8), .01, 4)), // 4 of 8
        ];
        var rows = HeadOverlap.Of(stages, two);
        Assert.Equal(5, rows.Count);
        Assert.Equal((6, 8), Counts(Row(rows, "logits", OverlapDefinition.PerStage)));
        Assert.Equal((4, 8), Counts(Row(rows, "queries", OverlapDefinition.PerStage)));
        Assert.Equal((10, 16), Counts(Row(rows, null, OverlapDefinition.PerStage)));
        // The first task has 20.0 to 20.7 and 10.0 to 10.3, the second 20.2 to 20.9 and 10.0 to 10.7.
        Assert.Equal((10, 18), Counts(Row(rows, null, OverlapDefinition.IntersectionOverUnion)));
        Assert.Equal((10, 12), Counts(Row(rows, null, OverlapDefinition.IntersectionOverSmaller)));
        Assert.Equal(10 / 12.0, Row(rows, null, OverlapDefinition.IntersectionOverSmaller).Share);
        Assert.All(rows, row => Assert.Equal(new ConfidenceInterval(row.Share, row.Share, .95), row.Interval)); // nothing is in doubt here
        Assert.All(rows, row => Assert.Equal(2, row.Threshold));
        static (int, int) Counts(HeadOverlapRow row) => (row.Shared, row.Of);
    }

    [Fact]
    public void Thresholds_take_their_share_of_all_heads_but_none_without_effect()
    {
        var all = Planted([], 1, 5);
        var rows = HeadOverlap.Of([new("logits", all, all)], new HeadOverlapOptions { Draws = 9, Resamples = 99 });
        Assert.Equal([4, 8, 19, 38], rows.Where(row => row.Stage is null && row.Definition == OverlapDefinition.PerStage).Select(row => row.Of)); // 3.84, 7.68, 19.2, 38.4
        Assert.All(rows, row => Assert.Equal(1, row.Share));
        var few = HeadOverlap.Of([new("logits", Planted(InLayer(3, 0, 2), 0, 6), Planted(InLayer(3, 1, 3), 0, 7))], two);
        Assert.Equal((1, 3), (few[0].Shared, few[0].Of));
        Assert.Equal((1, 2), (few[^1].Shared, few[^1].Of));
    }

    [Fact]
    public void Chance_is_told_apart_and_within_layers_it_shares_more()
    {
        var row = HeadOverlap.Of([new("logits", Planted(InLayer(20, 0, 8), 0, 1), Planted(InLayer(20, 4, 8), 0, 2))], two)[0];
        Assert.Equal((4, 8), (row.Shared, row.Of));
        Assert.Equal(8 * 8 / 384.0, row.Expected, .05);
        Assert.Equal(1 / 2000.0, row.P); // no draw shares four of any heads
        Assert.InRange(row.PWithinLayers, .6, .75); // of a layer's 16 heads: 1 − P(fewer than 4 of 8) = .69
        var sets = HeadOverlap.OfSets([new(0, 0), new(0, 1), new(0, 1)], [new(0, 1), new(0, 2)], layers: 1, headsPerLayer: 4);
        Assert.Equal([OverlapDefinition.IntersectionOverUnion, OverlapDefinition.IntersectionOverSmaller], sets.Select(one => one.Definition));
        Assert.Equal([(1, 3), (1, 2)], sets.Select(one => (one.Shared, one.Of)));
        Assert.All(sets, one => Assert.Equal(5 / 6.0, one.P, .02)); // all but the pairs without either: 1 of 6
        Assert.All(sets, one => Assert.Equal(1, one.Expected, .03));
        Assert.All(sets, one => Assert.True(one.Interval is null && one.Threshold is null && one.Stage is null));
        Assert.Contains("0.0 to 0.3", Assert.Throws<ArgumentException>(() => HeadOverlap.OfSets([new(1, 0)], [], 1, 4)).Message);
    }

    [Fact]
    public void Noise_between_prompts_widens_the_interval_and_a_seed_repeats()
    {
        HeadStage[] stages = [new("logits", Planted(InLayer(20, 0, 8), 1.2, 1), Planted(InLayer(20, 0, 8), 1.2, 2))];
        var (first, again, other) = (HeadOverlap.Of(stages, two), HeadOverlap.Of(stages, two), HeadOverlap.Of(stages, two with { Seed = 1 }));
        Assert.Equal(first, again);
        Assert.NotEqual(first, other);
        Assert.True(first[0].Interval!.Low < first[0].Interval!.High);
    }

    [Fact]
    public void Everything_that_is_wrong_is_said_at_once()
    {
        var small = new HeadEffects("e", "", new double[1, 2, 3]);
        var message = Assert.Throws<ArgumentException>(() => HeadOverlap.Of(
            [new("logits", Planted([], 1, 1), Planted([], 1, 2)), new("queries", Planted([], 1, 3), small)], new HeadOverlapOptions { Thresholds = [0], Draws = 0, Level = 1 })).Message;
        foreach (var part in new[] { "queries, second has 1 layers of 2 heads", "3 prompts", "A threshold is 0 %", "0 draws", "The level is 1" }) Assert.Contains(part, message);
        Assert.Contains("no stage", Assert.Throws<ArgumentException>(() => HeadOverlap.Of([])).Message);
    }
}
