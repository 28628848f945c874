namespace Overhear;

/// <summary>A model as it was on the way of its training. Plain data: its weights stay in its folder until they are loaded.</summary>
/// <param name="Name">The name of its folder.</param>
/// <param name="Stage">The stage of the training.</param>
/// <param name="Step">Steps of that stage that were done.</param>
/// <param name="Folder">Its folder, as a full path.</param>
/// <param name="Scores">What it could do, as measured when it was kept; empty where that is not known.</param>
public sealed record Checkpoint(string Name, string Stage, int Step, string Folder, IReadOnlyList<TaskScore> Scores)
{
    /// <summary>Loads its weights.</summary>
    /// <param name="options">Type, device; as environment.json says, or float32 on the CPU, unless given.</param>
    /// <exception cref="ModelLoadException">The folder cannot be loaded; the message lists everything that is wrong.</exception>
    public TransformerModel Load(LoadOptions? options = null) => TransformerModel.Load(Folder, options);

    /// <summary>How often it said the right token in a task, 0 to 1, over all its variants together.</summary>
    /// <param name="task">The name of a score, or what the names of several begin with, up to a comma: <c>IOI, new templates</c> is both orders.</param>
    /// <exception cref="ArgumentException">There is no such score; the message lists the names.</exception>
    public double Accuracy(string task)
    {
        List<TaskScore> meant = [.. Scores.Where(score => score.Name == task)];
        if (meant.Count == 0) meant = [.. Scores.Where(score => score.Name.StartsWith(task + ",", StringComparison.Ordinal))];
        if (meant.Count == 0) throw new ArgumentException($"{Name} has no score '{task}'; {(Scores.Count == 0 ? "none is known" : $"its scores are {string.Join("; ", Scores.Select(score => score.Name))}")}.", nameof(task));
        return meant.Sum(score => score.Accuracy * score.Count) / meant.Sum(score => score.Count);
    }
}
