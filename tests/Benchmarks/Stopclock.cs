using System.Diagnostics;

namespace Overhear.Benchmarks;

/// <summary>Times two sides in turn within one process, so that what disturbs the machine disturbs both.</summary>
/// <remarks>
/// The best repetition of a side counts: whatever else runs on the machine can only add to a time. A side that would take longer
/// than that is allowed is run in part, on units chosen by a seed, and scaled.
/// </remarks>
/// <param name="seconds">How long a comparison goes on.</param>
sealed class Stopclock(double seconds)
{
    /// <summary>How long a comparison goes on unless said otherwise.</summary>
    public const double DefaultSeconds = 20;

    const double LongestSeconds = 10;
    const int FewestRounds = 5;
    const long ShareSeed = 1;

    /// <param name="ours">Our side.</param>
    /// <param name="theirs">What it is compared with.</param>
    /// <param name="fewestRounds">How often both are run at least; fewer than usual where one run takes minutes.</param>
    /// <param name="longest">Seconds beyond which our side is run in part; more than usual where what a run begins with would weigh too much on a small part.</param>
    public Comparison Compare(Side ours, Side theirs, int fewestRounds = FewestRounds, double longest = LongestSeconds)
    {
        IReadOnlyList<int> oursRun = [];
        var peak = PeakMemory.During(() =>
        {
            oursRun = Plan(ours, longest);
            ours.Run(oursRun);
        });
        var theirsRun = Plan(theirs, LongestSeconds);
        theirs.Run(theirsRun);

        var (oursTimes, theirsTimes) = (new List<double>(), new List<double>());
        var started = Stopwatch.GetTimestamp();
        while (oursTimes.Count < fewestRounds || Stopwatch.GetElapsedTime(started).TotalSeconds < seconds)
        {
            oursTimes.Add(Time(ours, oursRun));
            theirsTimes.Add(Time(theirs, theirsRun));
        }
        return new Comparison(
            new SideTimes(ours.Name, oursTimes, oursRun.Count, ours.Units),
            new SideTimes(theirs.Name, theirsTimes, theirsRun.Count, theirs.Units), peak.PeakMib, peak.BeforeMib);
    }

    /// <summary>All units, or as many as fit into the longest time, judged by the second of two runs of one.</summary>
    static IReadOnlyList<int> Plan(Side side, double longest)
    {
        int[] all = [.. Enumerable.Range(0, side.Units)];
        if (side.Units == 1) return all;
        int[] first = [new SeededRandom(ShareSeed).Next(side.Units)];
        side.Run(first);
        var one = Time(side with { Units = 1 }, first);
        var fitting = (int)Math.Clamp(longest / one, 1, side.Units);
        return fitting == side.Units ? all : [.. new SeededRandom(ShareSeed).Sample(all, fitting).Order()];
    }

    static double Time(Side side, IReadOnlyList<int> units)
    {
        var started = Stopwatch.GetTimestamp();
        side.Run(units);
        return Stopwatch.GetElapsedTime(started).TotalSeconds * side.Units / units.Count;
    }
}
