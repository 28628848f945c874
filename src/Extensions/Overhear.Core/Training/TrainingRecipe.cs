namespace Overhear;

/// <summary>How a model is trained. Together with the data, the shape and the thread count it decides every byte of the result.</summary>
public sealed record TrainingRecipe
{
    /// <summary>Decides initial weights and data.</summary>
    public long Seed { get; init; }

    /// <summary>Steps in all: batches seen, weights changed.</summary>
    public int Steps { get; init; } = 3000;

    /// <summary>Rows in a batch.</summary>
    public int BatchSize { get; init; } = 32;

    /// <summary>The learning rate between warm-up and cool-down.</summary>
    public double LearningRate { get; init; } = 2e-3;

    /// <summary>Steps over which the learning rate rises from 0, linearly.</summary>
    public int WarmUpSteps { get; init; } = 100;

    /// <summary>The last share of the steps, over which the learning rate falls, linearly.</summary>
    public double CoolDownShare { get; init; } = .35;

    /// <summary>Where it falls to, as a share of <see cref="LearningRate"/>.</summary>
    public double FinalShare { get; init; } = .02;

    /// <summary>How much of the mean of gradients is kept at each step.</summary>
    public double Beta1 { get; init; } = .9;

    /// <summary>How much of the mean of squared gradients is kept at each step.</summary>
    public double Beta2 { get; init; } = .98;

    /// <summary>Added to the root of the mean of squared gradients.</summary>
    public double Epsilon { get; init; } = 1e-8;

    /// <summary>Decay of the attention's matrices: at each step they lose this times the learning rate of themselves.</summary>
    public double AttentionDecay { get; init; } = .1;

    /// <summary>Decay of the MLPs' matrices. Embeddings, positions, biases and norms do not decay.</summary>
    public double MlpDecay { get; init; } = .1;

    /// <summary>Gradients whose norm, over all weights, is larger are scaled down to it.</summary>
    public double ClipNorm { get; init; } = 1;

    /// <summary>Standard deviation of the initial matrices and token embeddings, and height of the waves that positions begin as.</summary>
    public double InitialScale { get; init; } = .06;

    /// <summary>A checkpoint is written after each of so many steps.</summary>
    public int CheckpointEvery { get; init; } = 250;

    /// <summary>The learning rate of a step, counted from 0.</summary>
    public double LearningRateAt(int step)
    {
        var warm = Math.Min(1, (step + 1.0) / Math.Max(1, WarmUpSteps));
        var left = CoolDownShare > 0 ? Math.Min(1, (Steps - step) / (CoolDownShare * Steps)) : 1;
        return LearningRate * warm * (FinalShare + (1 - FinalShare) * left);
    }

    /// <summary>All problems of the recipe, each in one line; empty where it can be followed.</summary>
    public IReadOnlyList<string> Problems()
    {
        var problems = new List<string>();
        void Within(string name, double value, double least, double most)
        {
            if (!(value >= least && value <= most)) problems.Add(FormattableString.Invariant($"{name} is {value}; it may be {least} to {most}."));
        }
        Within(nameof(Steps), Steps, 1, 100_000_000);
        Within(nameof(BatchSize), BatchSize, 1, 65_536);
        Within(nameof(LearningRate), LearningRate, 1e-12, 100);
        Within(nameof(WarmUpSteps), WarmUpSteps, 0, int.MaxValue);
        Within(nameof(CoolDownShare), CoolDownShare, 0, 1);
        Within(nameof(FinalShare), FinalShare, 0, 1);
        Within(nameof(Beta1), Beta1, 0, .999999);
        Within(nameof(Beta2), Beta2, 0, .999999999);
        Within(nameof(Epsilon), Epsilon, 1e-30, 1);
        Within(nameof(AttentionDecay), AttentionDecay, 0, 100);
        Within(nameof(MlpDecay), MlpDecay, 0, 100);
        Within(nameof(ClipNorm), ClipNorm, 1e-12, 1e12);
        Within(nameof(InitialScale), InitialScale, 1e-12, 100);
        Within(nameof(CheckpointEvery), CheckpointEvery, 1, int.MaxValue);
        return problems;
    }
}
