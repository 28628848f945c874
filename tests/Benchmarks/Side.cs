namespace Overhear.Benchmarks;

/// <summary>One side of a comparison, made of units that cost about the same, so that a share of them can stand for all.</summary>
/// <param name="Name">What is timed.</param>
/// <param name="Units">How many units there are.</param>
/// <param name="Run">Runs these of them, numbered from 0.</param>
sealed record Side(string Name, int Units, Action<IReadOnlyList<int>> Run)
{
    /// <summary>A side that is run whole or not at all.</summary>
    public static Side Whole(string name, Action run) => new(name, 1, _ => run());
}
