using TorchSharp;
using static TorchSharp.torch;

namespace Overhear;

/// <summary>
/// How large the residual stream is at every layer and position, and how much each layer's attention and MLP write into it (Elhage et
/// al. 2021, "A Mathematical Framework for Transformer Circuits": all layers add to one stream).
/// </summary>
/// <remarks>
/// Sizes are Euclidean norms over d_model, without unit. Every layer reads the stream through a norm, so a stream that grows makes what
/// was written early count for less. The norms of two summands do not add up: they may point in different directions.
/// </remarks>
public static class ResidualStream
{
    /// <summary>The norms on one prompt.</summary>
    /// <param name="model">The model.</param>
    /// <param name="prompt">The prompt.</param>
    /// <remarks>One forward pass; sums are in float64.</remarks>
    /// <exception cref="ArgumentException">The prompt does not fit the model.</exception>
    public static ResidualStreamResult Of(TransformerModel model, Prompt prompt)
    {
        var layers = model.Config.Layers;
        var (stream, attention, mlp) = (new double[layers + 1, prompt.Length], new double[layers, prompt.Length], new double[layers, prompt.Length]);
        return model.Inspect(prompt, run =>
        {
            for (var layer = 0; layer < layers; layer++)
            {
                Work.Current.Step("Residual stream", layer, layers);
                Read(run[HookPoint.ResidPre(layer)], stream, layer);
                Read(run[HookPoint.AttnOut(layer)], attention, layer);
                Read(run[HookPoint.MlpOut(layer)], mlp, layer);
            }
            Read(run.Residual, stream, layers);
            Work.Current.Step("Residual stream", layers, layers);
            return new ResidualStreamResult(prompt, stream, attention, mlp, model.Record());
        }, new RunOptions { Keep = HookSelection.Kinds(HookKind.ResidPre, HookKind.AttnOut, HookKind.MlpOut), Logits = LogitsAt.Nowhere });
    }

    /// <param name="activation">[1, pos, d_model]</param>
    /// <param name="table">[row, pos]</param>
    static void Read(Tensor activation, double[,] table, int row)
    {
        using var scope = NewDisposeScope();
        var norms = activation.to(ScalarType.Float64).Squared().sum(-1).sqrt().cpu().contiguous().data<double>().ToArray();
        for (var at = 0; at < norms.Length; at++) table[row, at] = norms[at];
    }
}
