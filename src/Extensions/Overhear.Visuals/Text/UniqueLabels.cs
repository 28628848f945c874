namespace Overhear;

/// <summary>Labels that tell rows and columns apart, although the same token may stand in several places.</summary>
static class UniqueLabels
{
    /// <summary>Each label; one that comes more than once gets its position, from 0: <c>the [4]</c>.</summary>
    public static IReadOnlyList<string> Of(IEnumerable<string> labels)
    {
        string[] all = [.. labels];
        var counts = all.CountBy(label => label).ToDictionary();
        var taken = counts.Where(count => count.Value == 1).Select(count => count.Key).ToHashSet();
        for (var i = 0; i < all.Length; i++)
        {
            if (counts[all[i]] == 1)
                continue;
            var unique = all[i].Length == 0 ? $"[{i}]" : $"{all[i]} [{i}]";
            while (!taken.Add(unique))
                unique += "′";
            all[i] = unique;
        }
        return all;
    }
}
