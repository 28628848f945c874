namespace Overhear.Benchmarks;

/// <summary>One thing that is timed beside what it is measured against, in the same run.</summary>
interface IBenchmark
{
    /// <summary>The name on the command line and in the figure.</summary>
    string Name { get; }

    /// <summary>What is compared with what, in one line.</summary>
    string Question { get; }

    /// <summary>Measures it.</summary>
    Figure Measure(Subject subject, Stopclock clock);
}
