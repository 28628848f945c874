namespace Overhear;

/// <summary>What two circuits share: stage by stage, then by each definition over all stages.</summary>
/// <param name="stages">Heads that both have in each stage, and that a task has there.</param>
/// <param name="shared">Heads that both have in any stage.</param>
/// <param name="union">Heads that either has in any stage.</param>
/// <param name="smaller">Heads of the task with fewer of them.</param>
sealed class OverlapCounts(IReadOnlyList<(int Shared, int Of)> stages, int shared, int union, int smaller)
{
    /// <summary>Counts sets of heads, one set a stage, each a list of different numbers.</summary>
    public static OverlapCounts Of(int[][] first, int[][] second)
    {
        // Where one task has fewer heads with any effect in a stage, the share is of the other's.
        var stages = first.Zip(second, (a, b) => (a.Intersect(b).Count(), Math.Max(a.Length, b.Length))).ToList();
        HashSet<int> ofFirst = [.. first.SelectMany(heads => heads)], ofSecond = [.. second.SelectMany(heads => heads)];
        var both = ofFirst.Count(ofSecond.Contains);
        return new OverlapCounts(stages, both, ofFirst.Count + ofSecond.Count - both, Math.Min(ofFirst.Count, ofSecond.Count));
    }

    /// <summary>In a fixed order: the stages, then the definitions over all.</summary>
    public IReadOnlyList<(OverlapDefinition Definition, int Shared, int Of)> All() =>
    [
        .. stages.Select(stage => (OverlapDefinition.PerStage, stage.Shared, stage.Of)),
        (OverlapDefinition.PerStage, stages.Sum(stage => stage.Shared), stages.Sum(stage => stage.Of)),
        (OverlapDefinition.IntersectionOverUnion, shared, union),
        (OverlapDefinition.IntersectionOverSmaller, shared, smaller),
    ];

    /// <summary>The shares in that order, 0 to 1; 0 where there is nothing to share.</summary>
    public double[] Shares() => [.. All().Select(count => count.Of == 0 ? 0 : (double)count.Shared / count.Of)];
}
