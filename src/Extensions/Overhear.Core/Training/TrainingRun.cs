using TorchSharp;
using static TorchSharp.torch;

namespace Overhear;

/// <summary>A training under way: weights, the optimiser's state, random numbers, history. Between two steps it can be saved.</summary>
sealed class TrainingRun : IDisposable
{
    const int RecentSteps = 50;

    readonly List<TrainingStep> history = [];
    readonly List<IReadOnlyList<double>> taskLosses = [];
    bool finished;

    TrainingRun(TrainingPlan plan, TrainableWeights weights, SeededRandom random)
    {
        Plan = plan;
        Weights = weights;
        Random = random;
        Optimizer = new AdamW(weights.Parameters, plan.Recipe);
    }

    public TrainingPlan Plan { get; }

    public TrainableWeights Weights { get; }

    public AdamW Optimizer { get; }

    /// <summary>What data are drawn with.</summary>
    public SeededRandom Random { get; }

    public IReadOnlyList<TrainingStep> History => history;

    public int StepsDone => history.Count;

    /// <summary>For each step the loss of each task; NaN where its batch had none of it.</summary>
    public IReadOnlyList<IReadOnlyList<double>> TaskLosses => taskLosses;

    /// <summary>The mean loss of the last steps.</summary>
    public double RecentLoss => history.TakeLast(RecentSteps).Average(step => step.Loss);

    /// <summary>The mean loss of each task that came up in the last steps.</summary>
    public IEnumerable<(string Task, double Loss)> RecentTaskLosses =>
        from task in Plan.Data.Tasks.Index()
        let losses = taskLosses.TakeLast(RecentSteps).Select(step => step[task.Index]).Where(double.IsFinite).ToList()
        where losses.Count > 0
        select (task.Item, losses.Average());

    /// <summary>A training at its beginning. Weights and data have sequences of random numbers of their own.</summary>
    public static TrainingRun Begin(TrainingPlan plan)
    {
        var seeds = new SeededRandom(plan.Recipe.Seed);
        var initial = new SeededRandom((long)seeds.NextBits());
        var weights = plan.Start is { } start ? TrainableWeights.CopyOf(start) : TrainableWeights.Create(plan.Config, initial, plan.Recipe.InitialScale);
        return new TrainingRun(plan, weights, new SeededRandom((long)seeds.NextBits()));
    }

    /// <summary>A training as it was after some steps; weights and optimiser are still to be filled.</summary>
    public static TrainingRun Continue(TrainingPlan plan, IReadOnlyList<ulong> randomState, IEnumerable<TrainingStep> history, IEnumerable<IReadOnlyList<double>> taskLosses)
    {
        var random = new SeededRandom(0);
        random.Restore(randomState);
        var run = new TrainingRun(plan, TrainableWeights.Allocate(plan.Config), random);
        run.history.AddRange(history);
        run.taskLosses.AddRange(taskLosses);
        return run;
    }

    /// <summary>One batch: forward, backward, a change of the weights.</summary>
    public void Step()
    {
        using var scope = NewDisposeScope();
        var (recipe, step) = (Plan.Recipe, StepsDone);
        var rows = Enumerable.Range(0, recipe.BatchSize).Select(_ => Plan.Data.Next(Random, step)).ToList();
        TrainingLoss.Check(rows, Plan.Config);
        var aidWeight = recipe.AidWeightAt(step);
        var gradients = TrainingLoss.Gradients(rows, Plan.Config, Weights, out var loss, Plan.Data.Tasks.Count, aidWeight > 0 ? recipe.Aids : null, aidWeight);
        var norm = gradients.Select(g => g.Squared().sum()).Aggregate(Arithmetic.Plus).sqrt().item<float>();
        if (!float.IsFinite(norm)) throw new InvalidOperationException(FormattableString.Invariant($"The gradient is not finite at step {step}, where the loss is {loss.Value}: the training has run away. A smaller learning rate than {recipe.LearningRate}, or a longer warm-up than {recipe.WarmUpSteps} steps, may hold it."));
        var rate = recipe.LearningRateAt(step);
        Optimizer.Step(gradients, rate, norm > recipe.ClipNorm ? recipe.ClipNorm / norm : 1, step + 1);
        history.Add(new TrainingStep(step, loss.Value, norm, rate));
        taskLosses.Add(loss.ByTask);
    }

    /// <summary>The model, which takes the weights over.</summary>
    public TransformerModel Finish()
    {
        finished = true;
        return new TransformerModel(Plan.Name, Plan.Config, Weights.Release(), Plan.Tokenizer);
    }

    public void Dispose()
    {
        Optimizer.Dispose();
        if (!finished) Weights.Dispose();
    }
}
