namespace Overhear.Architecture.Tests;

/// <summary>A rule that a list of its violations shows to be broken.</summary>
static class Rule
{
    /// <summary>Fails with every violation on a line of its own.</summary>
    public static void Holds(IEnumerable<string> violations)
    {
        var all = violations.ToList();
        Assert.True(all.Count == 0, string.Join('\n', all));
    }
}
