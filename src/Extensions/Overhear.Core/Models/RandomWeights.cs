using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace Overhear;

/// <summary>A model with drawn weights, made in memory: to measure speed and memory on a shape, with no file at hand.</summary>
/// <remarks>
/// One seed gives the same numbers in every type, but for rounding. Each tensor has a sequence of its own, so they are drawn side by side.
/// </remarks>
static class RandomWeights
{
    /// <param name="name">The model's name.</param>
    /// <param name="config">Its shape.</param>
    /// <param name="seed">Equal seeds give equal weights.</param>
    /// <param name="deviation">The standard deviation of matrices and embeddings. Norms start as 1 and biases as 0.</param>
    /// <param name="dtype">The type of its weights.</param>
    public static TransformerModel Create(string name, TransformerConfig config, long seed, double deviation = .02, Dtype dtype = Dtype.Float32)
    {
        Backend.Require();
        using var mode = no_grad();
        var weights = ModelWeights.Allocate(config, dtype.ToTorch(), CPU);
        var drawn = weights.All().Where(t => t.Name != "unembed.W_U" || !weights.IsTied).ToList();
        var seeds = new SeededRandom(seed);
        long[] own = [.. drawn.Select(_ => (long)seeds.NextBits())];
        Parallel.For(0, drawn.Count, i =>
        {
            var (tensorName, tensor) = drawn[i];
            using var scope = NewDisposeScope();
            using var quiet = no_grad(); // a setting of the thread
            if (tensor.dim() == 1) tensor.Fill(tensorName.EndsWith(".w", StringComparison.Ordinal) ? 1 : 0);
            else if (dtype == Dtype.Float32) Draw(tensor, own[i], (float)deviation);
            else
            {
                var wide = empty(tensor.shape, ScalarType.Float32);
                Draw(wide, own[i], (float)deviation);
                tensor.copy_(wide);
            }
        });
        return new TransformerModel(name, config, weights, tokenizer: null);
    }

    /// <summary>Both numbers of every pair of Box and Muller (1958), in float32.</summary>
    static void Draw(Tensor tensor, long seed, float deviation)
    {
        var random = new SeededRandom(seed);
        TensorMemory.Visit(tensor, (chunk, _) =>
        {
            var numbers = MemoryMarshal.Cast<byte, float>(chunk);
            for (var at = 0; at < numbers.Length; at += 2)
            {
                var radius = deviation * MathF.Sqrt(-2 * MathF.Log((float)(1 - random.NextDouble())));
                var (sine, cosine) = MathF.SinCos(2 * MathF.PI * (float)random.NextDouble());
                numbers[at] = radius * cosine;
                if (at + 1 < numbers.Length) numbers[at + 1] = radius * sine;
            }
        });
    }
}
