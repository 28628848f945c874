namespace Overhear.Tests;

/// <summary>Reads texts of tasks anew, without what their generators say of them.</summary>
static class TaskReading
{
    /// <summary>The words, without punctuation.</summary>
    public static IReadOnlyList<string> Words(string text) => text.Split([' ', ',', '.', ':', '?'], StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The text with the role in place of each word.</summary>
    public static string Without(string text, IReadOnlyList<TaskWord> words)
    {
        foreach (var word in words.Reverse()) text = text[..word.Start] + word.Role + text[word.End..];
        return text;
    }

    /// <summary>The texts of so many draws.</summary>
    public static IReadOnlyList<T> Draws<T>(int count, long seed, Func<SeededRandom, T> draw)
    {
        var random = new SeededRandom(seed);
        return [.. Enumerable.Range(0, count).Select(_ => draw(random))];
    }
}
