namespace Overhear.Benchmarks;

/// <summary>Two sides that were timed in turn.</summary>
/// <param name="Ours">Our times.</param>
/// <param name="Theirs">The times of the other side.</param>
/// <param name="PeakMib">The most memory that the process held while our side ran.</param>
/// <param name="BeforeMib">What it held before.</param>
sealed record Comparison(SideTimes Ours, SideTimes Theirs, double PeakMib, double BeforeMib);
