namespace Overhear;

/// <summary>Lists as English writes them.</summary>
static class TaskLists
{
    /// <summary>"a and b", "a, b, and c".</summary>
    /// <param name="items">At least one.</param>
    /// <param name="and">What stands before the last: "and", "and then".</param>
    public static string Join(IReadOnlyList<string> items, string and = "and") => items.Count switch
    {
        1 => items[0],
        2 => $"{items[0]} {and} {items[1]}",
        _ => $"{string.Join(", ", items.SkipLast(1))}, {and} {items[^1]}",
    };
}
