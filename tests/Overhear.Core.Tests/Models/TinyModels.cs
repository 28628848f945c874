using System.Collections.Concurrent;
using TorchSharp;

namespace Overhear.Tests;

/// <summary>One small model with drawn weights of every family, shared by the tests of what holds for all of them.</summary>
/// <remarks>
/// Widths are odd where they may be, so that vectorised loops have remainders; two vocabularies are wide enough for the product of a
/// single row that runs in groups. Weights are large enough for patterns to be sharp and norms to matter; biases and norms are drawn too.
/// </remarks>
static class TinyModels
{
    const double Deviation = .3;

    static readonly Dictionary<string, TransformerConfig> configs = new()
    {
        ["gpt2"] = LayerNormed("gpt2") with { VocabularySize = 301, Activation = ActivationFunction.GeluTanh },
        ["gpt_neox-parallel"] = LayerNormed("gpt_neox") with
        {
            ParallelBlocks = true, Rotary = new RotaryConfig(2, 10_000), TiedEmbeddings = false, Activation = ActivationFunction.Gelu,
        },
        ["gpt_neox-sequential"] = LayerNormed("gpt_neox") with
        {
            Rotary = new RotaryConfig(4, 10_000), TiedEmbeddings = false, Activation = ActivationFunction.Gelu, QkvBias = false, AttentionOutputBias = false,
        },
        ["opt"] = LayerNormed("opt") with { PositionOffset = 2 },
        ["llama"] = RmsNormed("llama") with
        {
            Heads = 6, KeyValueHeads = 2, DHead = 10, VocabularySize = 301, Rotary = new RotaryConfig(10, 10_000, new RotaryScaling(8, 1, 4, 16)),
        },
        ["qwen2"] = RmsNormed("qwen2") with { TiedEmbeddings = true, QkvBias = true },
    };

    static readonly ConcurrentDictionary<(string, Dtype), Lazy<TransformerModel>> made = new();

    /// <summary>The families.</summary>
    public static IReadOnlyList<string> Families => [.. configs.Keys];

    /// <summary>Batch and length: one and two rows in all, which take products of their own, and more.</summary>
    public static IReadOnlyList<(int Batch, int Length)> BatchShapes => [(1, 1), (1, 7), (2, 1), (2, 7), (15, 7), (16, 7)];

    /// <summary>The model of a family, made once; no test may dispose or change it.</summary>
    public static TransformerModel Of(string family, Dtype dtype = Dtype.Float32) =>
        made.GetOrAdd((family, dtype), key => new Lazy<TransformerModel>(() => Make(family, dtype))).Value;

    /// <summary>A model of four layers of a family, with queries and keys so many times as large: the more, the sharper its attention. The test disposes of it.</summary>
    public static TransformerModel Deep(string family, double sharpness)
    {
        var config = configs[family] with { Layers = 4 };
        var model = RandomWeights.Create("four layers", config, seed: 3, Deviation, Dtype.Float32);
        using var mode = torch.no_grad();
        foreach (var block in model.Weights.Blocks) block.Qkv.narrow(0, 0, (long)(config.Heads + config.KeyValueHeads) * config.DHead).mul_(torch.tensor((float)sharpness));
        return model;
    }

    /// <summary>Rows of drawn ids, all of one length.</summary>
    public static TokenBatch Tokens(TransformerModel model, int rows, int length, long seed = 1) => TokenBatch.FromIds(Rows(model, [.. Enumerable.Repeat(length, rows)], seed));

    /// <summary>Rows of drawn ids, of these lengths.</summary>
    public static int[][] Rows(TransformerModel model, IReadOnlyList<int> lengths, long seed = 1)
    {
        var random = new SeededRandom(seed);
        return [.. lengths.Select(length => Enumerable.Range(0, length).Select(_ => random.Next(model.Config.VocabularySize)).ToArray())];
    }

    /// <summary>The numbers of a tensor, in its order.</summary>
    public static double[] Numbers(torch.Tensor tensor) => tensor.detach().to(torch.ScalarType.Float64).contiguous().data<double>().ToArray();

    static TransformerModel Make(string family, Dtype dtype)
    {
        var model = RandomWeights.Create(family, configs[family], seed: 7, Deviation, dtype);
        var random = new SeededRandom(8);
        using var scope = torch.NewDisposeScope();
        using var mode = torch.no_grad();
        foreach (var (_, tensor) in model.Weights.All().Where(t => t.Tensor.dim() == 1)) // norms around 1, biases around 0
            tensor.add_(torch.tensor(Enumerable.Range(0, (int)tensor.shape[0]).Select(_ => Deviation * random.NextGaussian()).ToArray()).to(tensor.dtype));
        return model;
    }

    static TransformerConfig LayerNormed(string architecture) => new()
    {
        Architecture = architecture, Layers = 2, DModel = 21, Heads = 3, KeyValueHeads = 3, DHead = 7, DMlp = 45, VocabularySize = 37, ContextLength = 24,
        Norm = NormKind.LayerNorm, NormEpsilon = 1e-5, Activation = ActivationFunction.Relu, TiedEmbeddings = true, QkvBias = true, AttentionOutputBias = true, MlpBias = true,
    };

    static TransformerConfig RmsNormed(string architecture) => new()
    {
        Architecture = architecture, Layers = 2, DModel = 20, Heads = 4, KeyValueHeads = 2, DHead = 6, DMlp = 27, VocabularySize = 37, ContextLength = 24,
        Norm = NormKind.Rms, NormEpsilon = 1e-6, Activation = ActivationFunction.Silu, GatedMlp = true, Rotary = new RotaryConfig(6, 10_000),
        TiedEmbeddings = false, QkvBias = false, AttentionOutputBias = false, MlpBias = false,
    };
}
