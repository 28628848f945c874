namespace Overhear.Benchmarks;

/// <summary>The figures as a table for a person, with what was timed below each.</summary>
static class FigureTable
{
    public static void Print(IReadOnlyList<Figure> figures, TextWriter to)
    {
        to.WriteLine();
        to.WriteLine($"{"benchmark",-20}{"ratio",8}  {"bound",-14}{"holds",-7}{"ours s",10}{"theirs s",10}{"peak MiB",10}");
        foreach (var f in figures)
        {
            to.WriteLine(FormattableString.Invariant(
                $"{f.Benchmark,-20}{f.Ratio,8:0.000}  {f.Bound,-14}{(f.Bound.Holds(f.Ratio) ? "yes" : "no"),-7}{f.OursSeconds,10:0.0000}{f.TheirsSeconds,10:0.0000}{f.PeakMib,10:0}"));
            foreach (var note in f.Notes) to.WriteLine($"            {note}");
        }
        to.WriteLine();
    }
}
