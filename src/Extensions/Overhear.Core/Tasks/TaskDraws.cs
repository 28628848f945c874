namespace Overhear;

/// <summary>What the tasks' generators have in common.</summary>
static class TaskDraws
{
    const int HeldOutShare = 10; // one pair in so many

    /// <summary>Draws prompts one after another.</summary>
    public static IReadOnlyList<TaskPrompt> Many(int count, long seed, Func<SeededRandom, TaskPrompt> draw)
    {
        RequireCount(count);
        var random = new SeededRandom(seed);
        return [.. Enumerable.Range(0, count).Select(_ => draw(random))];
    }

    public static void RequireCount(int count)
    {
        if (count < 1) throw new ArgumentOutOfRangeException(nameof(count), count, "At least one prompt has to be asked for.");
    }

    /// <summary>Whether material that is held out, or not, belongs to a share.</summary>
    public static bool Admits(this DataSplit split, bool heldOut) => split == DataSplit.All || heldOut == (split == DataSplit.HeldOut);

    /// <summary>Whether an ordered pair is held out. The two primes spread the pairs, so that every member occurs in some that are held out and in many that are not.</summary>
    public static bool IsHeldOut(int first, int second) => (first * 7919 + second * 104729) % HeldOutShare == 0;

    /// <summary>Whether a pair is held out, in either order.</summary>
    public static bool IsHeldOutEitherWay(int first, int second) => IsHeldOut(Math.Min(first, second), Math.Max(first, second));
}
