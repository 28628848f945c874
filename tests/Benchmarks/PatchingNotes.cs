namespace Overhear.Benchmarks;

/// <summary>What every benchmark of patching says of memory.</summary>
static class PatchingNotes
{
    /// <summary>A line of a benchmark's notes.</summary>
    public static string Memory(Comparison comparison) => FormattableString.Invariant($"the process held at most {comparison.PeakMib:0} MiB, the memory budget is {Work.Current.MemoryBudget / (double)(1 << 20):0} MiB");
}
