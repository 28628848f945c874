using TorchSharp;
using static TorchSharp.torch;

namespace Overhear;

/// <summary>Logits over the whole vocabulary where a metric needs them, some rows at a time.</summary>
static class WholeVocabulary
{
    const long Rows = 256;

    /// <summary>Reads natural-log probabilities of every row.</summary>
    /// <param name="model">The model.</param>
    /// <param name="residual">[prompt, variant, d_model]</param>
    /// <param name="read">The log probabilities [row, vocabulary], float64, and the number of the first row → a number for each row.</param>
    /// <returns>[prompt, variant], float64</returns>
    public static Tensor Read(TransformerModel model, Tensor residual, Func<Tensor, long, Tensor> read)
    {
        using var scope = NewDisposeScope();
        var rows = residual.flatten(0, 1);
        List<Tensor> parts = [];
        for (long first = 0; first < rows.shape[0]; first += Rows)
        {
            using var inner = NewDisposeScope();
            var logits = Decoder.UnembedPlainly(rows.narrow(0, first, Math.Min(Rows, rows.shape[0] - first)), model.Weights, model.Config);
            parts.Add(read(logits.to(ScalarType.Float64).log_softmax(-1), first).MoveToOuterDisposeScope());
        }
        return cat([.. parts]).view(residual.shape[0], residual.shape[1]).MoveToOuterDisposeScope();
    }

    /// <summary>The ids of prompts, each as often as there are variants [prompt · variant, 1].</summary>
    public static Tensor Ids(IReadOnlyList<int> ids, Tensor residual) =>
        tensor(ids.SelectMany(id => Enumerable.Repeat((long)id, (int)residual.shape[1])).ToArray(), device: residual.device).unsqueeze(1);
}
