namespace Overhear;

/// <summary>
/// Trains small models of GPT-2's shape on the next token: AdamW (Loshchilov, Hutter 2017, arXiv:1711.05101), a learning rate that
/// rises and falls linearly, gradients clipped by their norm, float32 on the CPU.
/// </summary>
public static class Trainer
{
    /// <summary>Trains a model, or goes on with a training.</summary>
    /// <remarks>
    /// Each step is one forward and one backward pass. Progress and loss go to <see cref="Work.Current"/>, which is also looked at for
    /// cancellation before each step. A checkpoint holds all that is needed to go on: a training that was stopped and resumed ends in
    /// the same bytes as one that went through, on one kind of processor and thread count.
    /// </remarks>
    /// <exception cref="ArgumentException">The plan cannot be followed, or its data give a row that does not fit; the message lists every problem.</exception>
    /// <exception cref="FileNotFoundException">It shall be resumed, and there is no checkpoint.</exception>
    /// <exception cref="InvalidFileException">The checkpoint is not valid, or that of another training.</exception>
    /// <exception cref="InvalidOperationException">The training ran away: a gradient is not finite. The last checkpoint is as it was.</exception>
    /// <exception cref="OperationCanceledException">The work was cancelled; the checkpoint file holds the steps that were done.</exception>
    public static TrainedModel Train(TrainingPlan plan)
    {
        Check(plan);
        using var threads = ThreadCount.Of(plan.Recipe.Threads);
        using var run = plan.Resume ? TrainingCheckpoint.Load(plan) : TrainingRun.Begin(plan);
        try
        {
            while (run.StepsDone < plan.Recipe.Steps)
            {
                Work.Current.Step($"Training {plan.Name}", run.StepsDone, plan.Recipe.Steps, Detail(run));
                run.Step();
                Snapshot(run, plan);
                if (run.StepsDone % plan.Recipe.CheckpointEvery == 0 || run.StepsDone == plan.Recipe.Steps) Save(run, plan);
            }
        }
        catch (OperationCanceledException)
        {
            Save(run, plan);
            throw;
        }
        Work.Current.Step($"Training {plan.Name}", plan.Recipe.Steps, plan.Recipe.Steps, Detail(run));
        return new TrainedModel(run.Finish(), [.. run.History], plan.Data.Tasks, [.. run.TaskLosses]);
    }

    static void Check(TrainingPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        List<string> problems = [.. plan.Config.Problems(), .. plan.Recipe.Problems()];
        if (plan.Config.Architecture != "gpt2") problems.Add($"The shape is of the family \"{plan.Config.Architecture}\"; what is trained here is gpt2.");
        if (plan.Start is { } start && ModelShape(start.Config) != ModelShape(plan.Config)) problems.Add($"It shall begin with the weights of {start.Name}, which has another shape.");
        if (plan.SnapshotEvery < 1) problems.Add($"Weights shall be written after every {plan.SnapshotEvery} steps; at least 1 is needed.");
        if (plan.Recipe.Aids is { } aids)
            foreach (var head in aids.AnswerHeads.Concat(aids.RepeatHeads).Where(head => head.Layer < 0 || head.Layer >= plan.Config.Layers || head.Head < 0 || head.Head >= plan.Config.Heads))
                problems.Add($"An aid names head {head}; there are layers 0 to {plan.Config.Layers - 1} of heads 0 to {plan.Config.Heads - 1}.");
        if (plan.Resume && plan.CheckpointFile is null) problems.Add("A training is resumed from a checkpoint, and the plan names no file.");
        if (problems.Count > 0) throw new ArgumentException($"This training cannot be done: {string.Join(" ", problems)}", nameof(plan));
        Backend.Require();
    }

    static (int, int, int, int, int, int, bool) ModelShape(TransformerConfig c) => (c.Layers, c.DModel, c.Heads, c.DMlp, c.VocabularySize, c.ContextLength, c.TiedEmbeddings);

    static void Save(TrainingRun run, TrainingPlan plan)
    {
        if (plan.CheckpointFile is { } file) TrainingCheckpoint.Save(run, file);
    }

    static void Snapshot(TrainingRun run, TrainingPlan plan)
    {
        if (plan.SnapshotFolder is not { } folder || (run.StepsDone % plan.SnapshotEvery != 0 && run.StepsDone != plan.Recipe.Steps)) return;
        // The weights stay the run's: this model only names them, and is not disposed.
        var now = new TransformerModel(plan.Name, plan.Config, run.Weights.ForRuns, plan.Tokenizer);
        Gpt2Folder.Write(Path.Combine(folder, FormattableString.Invariant($"{plan.Name}-{run.StepsDone:0000}")), now);
    }

    static string? Detail(TrainingRun run) => run.History.Count == 0 ? null
        : string.Join(", ", run.RecentTaskLosses.Select(task => FormattableString.Invariant($"{task.Task} {task.Loss:0.00}")).Prepend(FormattableString.Invariant($"loss {run.RecentLoss:0.000}")));
}
