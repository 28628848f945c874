namespace Overhear.Tests;

/// <summary>The smallest training: one layer of 16 dimensions on rows in which each token is the one before it plus one.</summary>
static class MicroTraining
{
    public const int Vocabulary = 12;

    public static TransformerConfig Config(int vocabulary = Vocabulary, bool tied = true, int context = 48) => new()
    {
        Architecture = "gpt2", Layers = 1, DModel = 16, Heads = 2, KeyValueHeads = 2, DHead = 8, DMlp = 32, VocabularySize = vocabulary, ContextLength = context,
        Norm = NormKind.LayerNorm, NormEpsilon = 1e-5, Activation = ActivationFunction.GeluTanh, TiedEmbeddings = tied, QkvBias = true, AttentionOutputBias = true,
        MlpBias = true, BosId = 0, EosIds = [0],
    };

    public static TrainingRecipe Recipe { get; } = new() { Seed = 5, Steps = 12, BatchSize = 4, WarmUpSteps = 3, LearningRate = 1e-2, CheckpointEvery = 4 };

    public static TrainingPlan Plan(string? checkpoint = null, TrainingRecipe? recipe = null, bool resume = false, Action<int>? atStep = null) => new()
    {
        Name = "micro", Config = Config(), Data = new Counting(atStep), Recipe = recipe ?? Recipe, CheckpointFile = checkpoint, Resume = resume,
    };

    /// <summary>The hash of the weights that a training ends in.</summary>
    public static string HashOf(TrainingPlan plan)
    {
        using var model = Trainer.Train(plan).Model;
        return model.Record().ModelHash;
    }

    public sealed class Counting(Action<int>? atStep = null) : ITrainingData
    {
        public string Description => "counting";

        public TrainingRow Next(SeededRandom random, int step)
        {
            atStep?.Invoke(step);
            var (first, length) = (random.Next(Vocabulary), 4 + random.Next(5));
            return new TrainingRow([.. Enumerable.Range(first, length).Select(id => id % Vocabulary)], [.. Enumerable.Range(0, length).Select(at => at % 2 == 0 ? 1.0 : .5)]);
        }
    }
}
