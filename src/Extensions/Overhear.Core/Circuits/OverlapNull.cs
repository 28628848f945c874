namespace Overhear;

/// <summary>What two circuits share when the second one's heads get other names by chance.</summary>
/// <param name="anywhere">How many are shared, by draw and in the order of <see cref="OverlapCounts.All"/>, each head renamed to any of the model.</param>
/// <param name="withinLayers">The same, each renamed to one of its layer.</param>
sealed class OverlapNull(IReadOnlyList<int[]> anywhere, IReadOnlyList<int[]> withinLayers)
{
    /// <summary>Draws the relabellings: one for all stages, so that heads that occur in several go on doing so.</summary>
    public static OverlapNull Draw(int[][] first, int[][] second, int layers, int headsPerLayer, int draws, long seed)
    {
        var (random, all) = (new SeededRandom(seed), Enumerable.Range(0, layers * headsPerLayer).ToArray());
        int[] Shared(IReadOnlyList<int> names) => [.. OverlapCounts.Of(first, [.. second.Select(heads => heads.Select(head => names[head]).ToArray())]).All().Select(count => count.Shared)];
        int[] WithinLayers() => [.. all.Chunk(headsPerLayer).SelectMany(random.Shuffle)];
        List<int[]> anywhere = [.. Enumerable.Range(0, draws).Select(_ => Shared(random.Shuffle(all)))];
        return new OverlapNull(anywhere, [.. Enumerable.Range(0, draws).Select(_ => Shared(WithinLayers()))]);
    }

    /// <summary>How many are shared on average, of any heads.</summary>
    public double Expected(int at) => anywhere.Average(shared => shared[at]);

    /// <summary>How often as many or more are shared, of any heads.</summary>
    public double P(int at, int found) => Share(anywhere, at, found);

    /// <summary>How often as many or more are shared, of heads of the same layers.</summary>
    public double PWithinLayers(int at, int found) => Share(withinLayers, at, found);

    static double Share(IReadOnlyList<int[]> draws, int at, int found) => (1.0 + draws.Count(shared => shared[at] >= found)) / (1.0 + draws.Count);
}
