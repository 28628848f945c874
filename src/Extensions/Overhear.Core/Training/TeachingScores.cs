namespace Overhear;

/// <summary>What a teaching model can do, measured on what it was never trained on.</summary>
/// <param name="Tasks">The score of each task.</param>
/// <param name="ModelHash">The first 16 hexadecimal digits of the SHA-256 over the weights that were measured.</param>
public sealed record TeachingScores(IReadOnlyList<TaskScore> Tasks, string ModelHash)
{
    /// <summary>The score of that name.</summary>
    /// <exception cref="ArgumentException">There is none; the message lists the names.</exception>
    public TaskScore this[string name] => Tasks.FirstOrDefault(task => task.Name == name)
        ?? throw new ArgumentException($"There is no score '{name}'; the scores are {string.Join(", ", Tasks.Select(task => task.Name))}.", nameof(name));
}
