namespace Overhear.Benchmarks;

/// <summary>What is measured: a model and prompts for it.</summary>
/// <param name="Model">The model.</param>
/// <param name="Prompts">Rows of token ids.</param>
/// <param name="Folder">The model's folder; null where it was made in memory.</param>
/// <param name="Description">Both in one line.</param>
sealed record Subject(TransformerModel Model, BenchmarkPrompts Prompts, string? Folder, string Description) : IDisposable
{
    const long Seed = 1;

    /// <summary>GPT-2 small's shape.</summary>
    static readonly TransformerConfig gpt2Small = new()
    {
        Architecture = "gpt2",
        Layers = 12, DModel = 768, Heads = 12, KeyValueHeads = 12, DHead = 64, DMlp = 3072, VocabularySize = 50257, ContextLength = 1024,
        Norm = NormKind.LayerNorm, NormEpsilon = 1e-5, Activation = ActivationFunction.GeluTanh,
        TiedEmbeddings = true, QkvBias = true, AttentionOutputBias = true, MlpBias = true,
    };

    /// <param name="folder">A folder with a model and perhaps prompts.json; null makes a model of GPT-2 small's shape with random weights.</param>
    public static Subject Open(string? folder)
    {
        var model = folder is null ? RandomWeights.Create("random", gpt2Small, Seed) : TransformerModel.Load(folder);
        var prompts = (folder is null ? null : BenchmarkPrompts.Read(folder)) ?? BenchmarkPrompts.Random(model.Config, Seed);
        return new Subject(model, prompts, folder, $"{model}; {prompts.Description}");
    }

    public void Dispose() => Model.Dispose();
}
