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

    /// <summary>Steps at the beginning in which attention decays by <see cref="EarlyAttentionDecay"/> and aids count their early weight.</summary>
    public int EarlySteps { get; init; }

    /// <summary>Decay of the attention's matrices in those steps.</summary>
    public double EarlyAttentionDecay { get; init; } = .1;

    /// <summary>Losses that give chosen heads their places; null for none.</summary>
    public TrainingAids? Aids { get; init; }

    /// <summary>Threads that the arithmetic runs on, which decide how sums are rounded; 0 for as many as the process has.</summary>
    public int Threads { get; init; }

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

    /// <summary>The decay of the attention's matrices at a step, counted from 0.</summary>
    public double AttentionDecayAt(int step) => step < EarlySteps ? EarlyAttentionDecay : AttentionDecay;

    /// <summary>How much the aids count at a step, counted from 0; 0 once they have ended.</summary>
    public double AidWeightAt(int step) => Aids is null || step >= Aids.Until ? 0 : step < EarlySteps ? Aids.EarlyWeight : Aids.Weight;

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
        Within(nameof(EarlySteps), EarlySteps, 0, int.MaxValue);
        Within(nameof(EarlyAttentionDecay), EarlyAttentionDecay, 0, 100);
        Within(nameof(Threads), Threads, 0, 1024);
        Within("The weight of the aids", Aids?.Weight ?? 0, 0, 1000);
        Within("The early weight of the aids", Aids?.EarlyWeight ?? 0, 0, 1000);
        Within("The share of the copy loss", Aids?.CopyShare ?? 0, 0, 1000);
        Within(nameof(MlpDecay), MlpDecay, 0, 100);
        Within(nameof(ClipNorm), ClipNorm, 1e-12, 1e12);
        Within(nameof(InitialScale), InitialScale, 1e-12, 100);
        Within(nameof(CheckpointEvery), CheckpointEvery, 1, int.MaxValue);
        return problems;
    }
}
