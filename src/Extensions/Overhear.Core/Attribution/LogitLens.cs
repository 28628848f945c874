using TorchSharp;
using static TorchSharp.torch;

namespace Overhear;

/// <summary>
/// The logit lens (nostalgebraist 2020): what the model would say if it stopped at a layer. The residual stream there goes through
/// the final norm, its scale computed anew, and the unembedding. A variant keeps the scale that the norm had at the end of the run.
/// </summary>
public static class LogitLens
{
    /// <summary>Reads every layer at every position of a prompt.</summary>
    /// <param name="model">The model.</param>
    /// <param name="prompt">The prompt.</param>
    /// <param name="tokens">Ids whose logits and probabilities are followed through the layers; none unless given.</param>
    /// <param name="top">How many of the most probable tokens are kept at each place; at least 1.</param>
    /// <param name="scale">The divisor of the final norm: the lens computes it anew at each place unless told otherwise.</param>
    /// <remarks>One forward pass, and one unembedding of every position for each layer.</remarks>
    /// <exception cref="ArgumentException">An id lies outside of the vocabulary, or the prompt does not fit the model.</exception>
    public static LogitLensResult Of(TransformerModel model, Prompt prompt, IReadOnlyList<int>? tokens = null, int top = 5, LensScale scale = LensScale.Own)
    {
        var followed = tokens ?? [];
        var vocabulary = model.Config.VocabularySize;
        if (followed.Any(id => id < 0 || id >= vocabulary)) throw new ArgumentException($"There is no token {followed.First(id => id < 0 || id >= vocabulary)}; ids are 0 to {vocabulary - 1}.", nameof(tokens));
        if (top < 1 || top > vocabulary) throw new ArgumentOutOfRangeException(nameof(top), top, $"1 to {vocabulary} tokens can be kept at each place.");
        var layers = model.Config.Layers;
        var places = new List<LogitLensPlace>();
        model.Inspect(prompt, run =>
        {
            for (var layer = 0; layer <= layers; layer++)
            {
                Work.Current.Step("Logit lens", layer, layers + 1);
                places.AddRange(Read(model, layer < layers ? run[HookPoint.ResidPre(layer)] : run.Residual, layer, followed, top, scale == LensScale.Own ? null : run.Residual));
            }
            return 0;
        }, new RunOptions { Keep = HookSelection.Kinds(HookKind.ResidPre), Logits = LogitsAt.Nowhere });
        Work.Current.Step("Logit lens", layers + 1, layers + 1);
        return new LogitLensResult(prompt, layers, places, followed, [.. followed.Select(id => TokenRanking.Piece(model.OptionalTokenizer, id))], scale, model.Record());
    }

    /// <param name="residual">[1, pos, d_model]</param>
    /// <param name="final">The residual stream whose scale is used [1, pos, d_model]; null for the place's own.</param>
    static List<LogitLensPlace> Read(TransformerModel model, Tensor residual, int layer, IReadOnlyList<int> followed, int top, Tensor? final)
    {
        using var scope = NewDisposeScope();
        var logits = Decoder.UnembedPlainly(residual, model.Weights, model.Config, final).squeeze(0).to(ScalarType.Float64); // [pos, vocabulary]
        var probabilities = logits.softmax(-1);
        var (best, ids) = probabilities.topk(top, -1);
        double[] bestValues = best.contiguous().cpu().data<double>().ToArray();
        long[] bestIds = ids.contiguous().cpu().data<long>().ToArray();
        double[] followedLogits = [], followedProbabilities = [];
        if (followed.Count > 0)
        {
            var columns = tensor(followed.Select(id => (long)id).ToArray(), device: logits.device);
            followedLogits = logits.index_select(1, columns).contiguous().cpu().data<double>().ToArray();
            followedProbabilities = probabilities.index_select(1, columns).contiguous().cpu().data<double>().ToArray();
        }
        return
        [
            .. Enumerable.Range(0, (int)logits.shape[0]).Select(at => new LogitLensPlace(
                layer, at,
                [.. Enumerable.Range(0, top).Select(k => new TokenPrediction(
                    k + 1, (int)bestIds[at * top + k], TokenRanking.Piece(model.OptionalTokenizer, (int)bestIds[at * top + k]),
                    logits[at, bestIds[at * top + k]].item<double>(), bestValues[at * top + k]))],
                followedLogits.Skip(at * followed.Count).Take(followed.Count).ToArray(),
                followedProbabilities.Skip(at * followed.Count).Take(followed.Count).ToArray())),
        ];
    }
}
