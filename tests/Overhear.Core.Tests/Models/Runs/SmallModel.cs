using TorchSharp;

namespace Overhear.Tests;

/// <summary>A small model of one of two kinds, learned positions with LayerNorm or rotary ones with RMS norm, whose every weight was drawn.</summary>
static class SmallModel
{
    public static TransformerModel LayerNorm(Dtype dtype = Dtype.Float32, int vocabulary = 53) => Drawn(new TransformerConfig
    {
        Architecture = "gpt2", Layers = 3, DModel = 16, Heads = 4, KeyValueHeads = 4, DHead = 4, DMlp = 32, VocabularySize = vocabulary, ContextLength = 24,
        Norm = NormKind.LayerNorm, NormEpsilon = 1e-5, Activation = ActivationFunction.GeluTanh, TiedEmbeddings = true, QkvBias = true, AttentionOutputBias = true, MlpBias = true,
    }, dtype);

    public static TransformerModel RmsNorm(Dtype dtype = Dtype.Float32) => Drawn(new TransformerConfig
    {
        Architecture = "qwen2", Layers = 3, DModel = 16, Heads = 4, KeyValueHeads = 2, DHead = 6, DMlp = 32, VocabularySize = 53, ContextLength = 24,
        Norm = NormKind.Rms, NormEpsilon = 1e-6, Activation = ActivationFunction.Silu, GatedMlp = true, Rotary = new RotaryConfig(6, 10_000),
        TiedEmbeddings = false, QkvBias = true, AttentionOutputBias = false, MlpBias = false,
    }, dtype);

    /// <summary>Norms and biases are not 1 and 0, so that a step that forgets them is seen.</summary>
    static TransformerModel Drawn(TransformerConfig config, Dtype dtype)
    {
        var model = RandomWeights.Create("small", config, seed: 3, deviation: .3, dtype);
        using var scope = torch.NewDisposeScope();
        using var mode = torch.no_grad();
        var random = new SeededRandom(5);
        foreach (var (_, tensor) in model.Weights.All().Where(t => t.Tensor.dim() == 1))
            tensor.add_(torch.tensor(Enumerable.Range(0, (int)tensor.numel()).Select(_ => .6 * random.NextDouble() - .3).ToArray()).to(tensor.dtype));
        return model;
    }

    public static TokenBatch Tokens(int rows = 2, int length = 7) =>
        TokenBatch.FromIds(Enumerable.Range(0, rows).Select(row => Enumerable.Range(0, length).Select(at => (row * 11 + at * 5 + 1) % 53)));

    public static Prompt Prompt(int length = 7) => new("", [.. Enumerable.Range(0, length).Select(at => (at * 5 + 1) % 53)], [.. Enumerable.Range(0, length).Select(at => $"[{at}]")], 0, "");

    public static double[] Logits(TransformerModel model, TokenBatch? tokens = null, RunOptions? options = null) =>
        model.Inspect(tokens ?? Tokens(), run => run.Logits.to(torch.ScalarType.Float64).data<double>().ToArray(), options);

    public static double[] LogProbabilities(TransformerModel model) =>
        model.Inspect(Tokens(), run => run.LogProbabilities().to(torch.ScalarType.Float64).data<double>().ToArray());
}
