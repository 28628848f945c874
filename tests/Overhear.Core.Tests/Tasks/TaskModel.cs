namespace Overhear.Tests;

/// <summary>A small model with drawn weights that can read the tasks, and prompts for it. Made once; no test may dispose or change it.</summary>
static class TaskModel
{
    static readonly Lazy<TransformerModel> made = new(Make);

    public static TransformerModel Model => made.Value;

    /// <summary>Indirect objects, the sentences of one template side by side with others; twins of signals with them.</summary>
    public static TaskSet IndirectObjects(int count = 12, long seed = 4) => TaskSet.Of(Model, SignalTwins.Add(IndirectObject.Generate(count, seed), seed));

    public static TaskSet ColoredObjects(int count = 9, long seed = 4) => TaskSet.Of(Model, Overhear.ColoredObjects.Generate(count, seed));

    static TransformerModel Make()
    {
        var folder = Directory.CreateTempSubdirectory("overhear-task-model-").FullName;
        try
        {
            TeachingVocabulary.Create().Write(folder, 96);
            var config = MicroTraining.Config(TeachingVocabulary.Create().Tokens.Count, context: 96) with { Layers = 2 };
            return new TransformerModel("tiny", config, RandomWeights.Create("tiny", config, seed: 1, .3, Dtype.Float32).Weights, ModelTokenizer.Load(folder));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
