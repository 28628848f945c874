using TorchSharp;
using static TorchSharp.torch;

namespace Overhear;

/// <summary>
/// What a head or an MLP writes, read as tokens: its output at a position goes through the final norm, at the scale that this run had
/// there, and the unembedding (the logit lens on one part; Elhage et al. 2021, "A Mathematical Framework for Transformer Circuits").
/// </summary>
/// <remarks>
/// Logits are what the part adds to the final logits by itself, less their mean over the vocabulary: a number added to all logits
/// changes no probability. One forward pass up to the last layer, and one row of the unembedding.
/// </remarks>
public static class WrittenTokens
{
    /// <summary>The top tokens of a head, without its layer's output bias.</summary>
    /// <param name="model">The model.</param>
    /// <param name="prompt">The prompt.</param>
    /// <param name="head">The head.</param>
    /// <param name="position">The position, from 0; the last one unless given.</param>
    /// <param name="count">How many tokens at each end; at least 1.</param>
    /// <exception cref="ArgumentException">There is no such head or position, or not so many tokens.</exception>
    public static WrittenTokensResult ByHead(TransformerModel model, Prompt prompt, HeadId head, int? position = null, int count = 10)
    {
        var c = model.Config;
        model.Require(head);
        return Read(model, prompt, $"head {head}", HookPoint.Z(head.Layer), position, count, z =>
        {
            var output = model.Weights.Blocks[head.Layer].O.detach().narrow(1, (long)head.Head * c.DHead, c.DHead).to(ScalarType.Float64); // [d_model, d_head]
            return output.mv(z.select(0, head.Head));
        });
    }

    /// <summary>The top tokens of a layer's MLP, its output bias with it.</summary>
    /// <param name="model">The model.</param>
    /// <param name="prompt">The prompt.</param>
    /// <param name="layer">The layer, from 0.</param>
    /// <param name="position">The position, from 0; the last one unless given.</param>
    /// <param name="count">How many tokens at each end; at least 1.</param>
    /// <exception cref="ArgumentException">There is no such layer or position, or not so many tokens.</exception>
    public static WrittenTokensResult ByMlp(TransformerModel model, Prompt prompt, int layer, int? position = null, int count = 10)
    {
        if (layer < 0 || layer >= model.Config.Layers) throw new ArgumentException($"There is no layer {layer}; {model.Name} has layers 0 to {model.Config.Layers - 1}.", nameof(layer));
        return Read(model, prompt, $"MLP {layer}", HookPoint.MlpOut(layer), position, count, written => written.alias());
    }

    /// <param name="written">The activation at the position [..], float64 → what is written [d_model].</param>
    static WrittenTokensResult Read(TransformerModel model, Prompt prompt, string writer, HookPoint point, int? position, int count, Func<Tensor, Tensor> written)
    {
        var (c, w, at) = (model.Config, model.Weights, position ?? prompt.Length - 1);
        if (at < 0 || at >= prompt.Length) throw new ArgumentOutOfRangeException(nameof(position), at, $"The prompt has positions 0 to {prompt.Length - 1}.");
        if (count < 1 || count > c.VocabularySize) throw new ArgumentOutOfRangeException(nameof(count), count, $"1 to {c.VocabularySize} tokens can be shown.");
        double[] logits = model.Inspect(prompt, run =>
        {
            var row = written(run[point][0, at].to(ScalarType.Float64)); // [d_model]
            if (c.Norm == NormKind.LayerNorm) row = row - row.mean();
            row = row / Norm.Scale(run.Residual[0, at].to(ScalarType.Float64), c);
            if (w.FinalWeight is { } weight) row = row * weight.detach().to(ScalarType.Float64);
            var all = w.Unembed.detach().to(ScalarType.Float64).mv(row);
            return (all - all.mean()).cpu().data<double>().ToArray();
        }, new RunOptions { Keep = HookSelection.Of(point), Logits = LogitsAt.Nowhere });
        IReadOnlyList<WrittenToken> Top(IEnumerable<int> ids) => [.. ids.Take(count).Select((id, rank) => new WrittenToken(rank + 1, id, TokenRanking.Piece(model.OptionalTokenizer, id), logits[id]))];
        int[] ascending = [.. Enumerable.Range(0, logits.Length).OrderBy(id => logits[id])];
        return new WrittenTokensResult(prompt, at, writer, Top(ascending.Reverse()), Top(ascending), model.Record());
    }
}
