namespace Overhear;

/// <summary>The losses of one stage of a training. Plain data.</summary>
/// <param name="Stage">The stage's name.</param>
/// <param name="Recipe">How it trained.</param>
/// <param name="Mix">On what.</param>
/// <param name="Every">Steps that each number is a mean of.</param>
/// <param name="Losses">The mean loss over each so many steps, in nats.</param>
/// <param name="ByTask">The same for each task; null where it did not come up.</param>
public sealed record TeachingLosses(string Stage, TrainingRecipe Recipe, TeachingMix Mix, int Every, IReadOnlyList<double> Losses, IReadOnlyDictionary<string, IReadOnlyList<double?>> ByTask)
{
    /// <summary>Means over so many steps.</summary>
    internal static TeachingLosses Of(TeachingStage stage, TrainedModel trained, int every)
    {
        IReadOnlyList<double?> Means(int task) => [.. trained.TaskLosses.Chunk(every).Select(steps =>
        {
            List<double> losses = [.. steps.Select(step => step[task]).Where(double.IsFinite)];
            return losses.Count == 0 ? (double?)null : Math.Round(losses.Average(), 4);
        })];
        return new TeachingLosses(stage.Name, stage.Recipe, stage.Mix, every, [.. trained.History.Chunk(every).Select(steps => Math.Round(steps.Average(step => step.Loss), 4))],
            trained.Tasks.Index().Select(task => (task.Item, Means: Means(task.Index))).Where(task => task.Means.Any(mean => mean is not null)).ToDictionary(task => task.Item, task => task.Means));
    }
}
