namespace Overhear.Benchmarks;

/// <summary>The memory budget of every benchmark of patching, and what it says of it.</summary>
static class PatchingNotes
{
    /// <summary>Bytes that our side may take for what it computes.</summary>
    public const long Budget = 1L << 30;

    /// <summary>A line of a benchmark's notes.</summary>
    public static string Memory(Comparison comparison)
    {
        var (taken, budget) = (comparison.PeakMib - comparison.BeforeMib, Budget / (double)(1 << 20));
        return FormattableString.Invariant($"our side took at most {taken:0} MiB beside what was there, {(taken <= budget ? "within" : "MORE THAN")} the memory budget of {budget:0} MiB");
    }
}
