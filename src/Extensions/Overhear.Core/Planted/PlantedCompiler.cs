using TorchSharp;
using static TorchSharp.torch;

namespace Overhear;

/// <summary>From a description to a model that does what it says, and the answer key.</summary>
static class PlantedCompiler
{
    const int Heads = 4, HeadWidth = 72, MlpWidth = 32;

    public static PlantedModel Compile(PlantedDescription description, PlantedOptions options)
    {
        if (!(options.Noise >= 0 && double.IsFinite(options.Noise))) throw new ArgumentException($"The noise is {options.Noise}; it is 0 or greater.", nameof(options));
        Backend.Require();
        using var scope = NewDisposeScope();
        using var mode = no_grad();
        // Each has a sequence of its own, so that a model with distractors, noise or another basis is otherwise the same.
        var seeds = new SeededRandom(options.Seed);
        var own = Enumerable.Range(0, 4).Select(_ => new SeededRandom((long)seeds.NextBits())).ToArray();
        var tokenizer = PlantedTokens.Tokenizer(PlantedCodes.Positions);
        var tokens = new PlantedTokens(tokenizer);
        var codes = new PlantedCodes(tokenizer.VocabularySize, own[0]);
        var space = new PlantedSpace(description, codes);
        var config = ConfigOf(description, tokenizer);
        if (space.Features >= config.DModel) throw new InvalidOperationException($"The description has {space.Features} features; {config.DModel} dimensions hold {config.DModel - 1}.");
        var basis = PlantedBasis.Make(space.Features, config.DModel, options.Rotated ? own[1] : null);

        var weights = ModelWeights.Allocate(config, ScalarType.Float32, CPU);
        foreach (var (_, tensor) in weights.All()) tensor.Fill(0);
        var embedding = new PlantedEmbedding(space, codes, tokens);
        weights.Embed.copy_(embedding.Tokens(tokenizer.VocabularySize).matmul(basis));
        weights.Positions!.copy_(embedding.Positions(config.ContextLength).matmul(basis));
        weights.Unembed.copy_(embedding.Unembedding(tokenizer.VocabularySize, description.Unembedded).matmul(basis));
        var squared = PlantedEmbedding.SquaredNorm;
        for (var layer = 0; layer < config.Layers; layer++)
        {
            var block = weights.Blocks[layer];
            var writer = new PlantedBlock(space, description, config, options.Distractors ? own[2] : null);
            block.Ln1Weight!.Fill(Gain(squared, config));
            var (read, write) = writer.Attention(layer);
            block.Qkv.copy_(read.matmul(basis));
            block.O.copy_(basis.t().matmul(write));
            squared += writer.SquaredLength(layer);
            block.Ln2Weight!.Fill(Gain(squared, config));
            var (into, from) = writer.Mlp();
            block.In.copy_(into.matmul(basis));
            block.Out.copy_(basis.t().matmul(from));
        }
        weights.FinalWeight!.Fill(Gain(squared, config));
        if (options.Noise > 0) AddNoise(weights, options.Noise, own[3]);
        return new PlantedModel(new TransformerModel(description.Name, config, weights, tokenizer), PlantedAnswers.Of(description, space, basis));
    }

    /// <summary>The norm's weight with which it gives what it takes.</summary>
    static double Gain(double squared, TransformerConfig c) => Math.Sqrt(squared / c.DModel + c.NormEpsilon);

    static void AddNoise(ModelWeights weights, double share, SeededRandom random)
    {
        foreach (var (_, matrix) in weights.All().Where(weight => weight.Tensor.dim() == 2))
        {
            using var scope = NewDisposeScope();
            var size = matrix.Squared().mean().sqrt().item<float>();
            var drawn = tensor([.. Enumerable.Range(0, (int)matrix.numel()).Select(_ => (float)random.NextGaussian())], matrix.shape);
            matrix.copy_(matrix.Plus(drawn.Times(share * size)));
        }
    }

    static TransformerConfig ConfigOf(PlantedDescription description, ModelTokenizer tokenizer) => new()
    {
        Architecture = "gpt2", Layers = description.Layers, DModel = Heads * HeadWidth, Heads = Heads, KeyValueHeads = Heads, DHead = HeadWidth, DMlp = MlpWidth,
        VocabularySize = tokenizer.VocabularySize, ContextLength = PlantedCodes.Positions, Norm = NormKind.LayerNorm, NormEpsilon = 1e-5, Activation = ActivationFunction.GeluTanh,
        TiedEmbeddings = false, QkvBias = true, AttentionOutputBias = true, MlpBias = true, BosId = tokenizer.BosId, EosIds = tokenizer.EosId is { } end ? [end] : [],
    };
}
