namespace Overhear;

/// <summary>What "the share of a circuit that another task reuses" may mean: the paper's 78 % does not say which (Merullo et al. 2023, arXiv:2310.08744, section 4).</summary>
public enum OverlapDefinition
{
    /// <summary>The heads that both tasks have in a stage, of those that a task has there; over all stages, the sums of both.</summary>
    PerStage,
    /// <summary>The heads that both tasks have in any stage, of those that either has in any.</summary>
    IntersectionOverUnion,
    /// <summary>The heads that both tasks have in any stage, of those that the task with fewer heads has.</summary>
    IntersectionOverSmaller,
}
