using System.Runtime.InteropServices;

namespace Overhear;

/// <summary>
/// What a training begins with: matrices and embeddings normally distributed, those that write to the residual stream divided by
/// the root of twice the layers (Radford et al. 2019), biases 0, norms 1; positions as sines and cosines (Vaswani et al. 2017,
/// arXiv:1706.03762, section 3.5), which are learned on from there: a head that looks one token back then comes early.
/// </summary>
static class InitialWeights
{
    const double SlowestWave = 1000; // radians a wave: contexts here are short

    public static void Fill(TrainableParameter parameter, TransformerConfig config, SeededRandom random, double scale)
    {
        var (name, tensor) = (parameter.Name, parameter.Tensor);
        var values = new float[tensor.numel()];
        if (name == "pos_embed.W_pos") FillWaves(values, config.DModel, scale);
        else if (tensor.dim() == 2)
        {
            var writes = name.EndsWith(".W_O", StringComparison.Ordinal) || name.EndsWith(".W_out", StringComparison.Ordinal);
            var deviation = writes ? scale / Math.Sqrt(2 * config.Layers) : scale;
            for (var i = 0; i < values.Length; i++) values[i] = (float)(deviation * random.NextGaussian());
        }
        else Array.Fill(values, name.EndsWith(".w", StringComparison.Ordinal) ? 1f : 0f);
        TensorMemory.Visit(tensor.detach(), (chunk, offset) => MemoryMarshal.AsBytes(values.AsSpan()).Slice((int)offset, chunk.Length).CopyTo(chunk));
    }

    /// <summary>[position, d_model]: sines of slower and slower waves, then their cosines.</summary>
    static void FillWaves(float[] values, int width, double height)
    {
        var half = (width + 1) / 2;
        for (var i = 0; i < values.Length; i++)
        {
            var (position, column) = (i / width, i % width);
            var angle = position * Math.Pow(SlowestWave, -(double)(column % half) / half);
            values[i] = (float)(height * (column < half ? Math.Sin(angle) : Math.Cos(angle)));
        }
    }
}
