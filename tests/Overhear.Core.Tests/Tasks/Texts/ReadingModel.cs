namespace Overhear.Tests;

/// <summary>A tiny model with one of the golden tokenizers, to cut texts for.</summary>
static class ReadingModel
{
    /// <param name="tokenizer">A folder of the golden tokenizers.</param>
    /// <param name="context">The model's context.</param>
    public static TransformerModel With(string tokenizer, int context = 512) => With(ModelTokenizer.Load(Path.Combine(TestData.Golden, "tokenizers", tokenizer)), context);

    public static TransformerModel With(ModelTokenizer tokenizer, int context)
    {
        var config = new TransformerConfig
        {
            Architecture = "gpt2", Layers = 1, DModel = 4, Heads = 1, KeyValueHeads = 1, DHead = 4, DMlp = 4, VocabularySize = tokenizer.VocabularySize, ContextLength = context,
            Norm = NormKind.LayerNorm, NormEpsilon = 1e-5, Activation = ActivationFunction.Relu, TiedEmbeddings = true, QkvBias = true, AttentionOutputBias = true, MlpBias = true,
        };
        return new TransformerModel("reading", config, RandomWeights.Create("reading", config, seed: 1).Weights, tokenizer);
    }
}
