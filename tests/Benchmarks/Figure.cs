using System.Text.Json;

namespace Overhear.Benchmarks;

/// <summary>What a benchmark found.</summary>
/// <param name="Benchmark">Its name.</param>
/// <param name="Bound">What the ratio shall hold.</param>
/// <param name="Ratio">Ours / theirs, theirs / ours or peak / weights, as the bound says.</param>
/// <param name="OursSeconds">The best time of our side.</param>
/// <param name="TheirsSeconds">The best time of the other side.</param>
/// <param name="PeakMib">The most memory that the process held on our side.</param>
/// <param name="Notes">What else the table shows, a line each.</param>
sealed record Figure(string Benchmark, Bound Bound, double Ratio, double OursSeconds, double TheirsSeconds, double PeakMib, IReadOnlyList<string> Notes)
{
    /// <summary>A figure of two sides that were timed.</summary>
    public static Figure Of(string benchmark, Bound bound, Comparison comparison, IEnumerable<string> notes) => new(
        benchmark, bound, bound.Ratio(comparison.Ours.Best, comparison.Theirs.Best), comparison.Ours.Best, comparison.Theirs.Best, comparison.PeakMib,
        [comparison.Ours.ToString(), comparison.Theirs.ToString(), .. notes]);

    /// <summary>One line for a program to read.</summary>
    public string ToJson() => JsonSerializer.Serialize(new
    {
        benchmark = Benchmark,
        ratio = Math.Round(Ratio, 4),
        ours_s = Math.Round(OursSeconds, 6),
        theirs_s = Math.Round(TheirsSeconds, 6),
        peak_mib = Math.Round(PeakMib, 1),
    });
}
