using TorchSharp;
using static TorchSharp.torch;

namespace Overhear;

/// <summary>
/// How often what a head would write about a token it attends to, and to nothing else, names that token (Wang et al. 2022,
/// arXiv:2211.00593, section 3.1: copy score; with the sign of what it writes turned round, negative copy score).
/// </summary>
/// <remarks>
/// As in the paper's code: the residual stream behind the first layer, where a token's own MLP has worked on it, goes through the second
/// layer's first norm, whatever the head's layer is, then the head's values and output (with the value bias, without the output bias), the
/// final norm and the unembedding. A model of one layer has no second: its own norm is taken. Models whose positions are rotated do so in queries and keys only.
/// </remarks>
public static class CopyScores
{
    /// <summary>How many tokens count as named unless said otherwise: the paper's.</summary>
    public const int Top = 5;

    /// <summary>The share of a prompt's positions, 0 to 1, whose token is among the top ones of what the head writes, for every head and prompt.</summary>
    /// <param name="model">The model.</param>
    /// <param name="tokens">The prompts.</param>
    /// <param name="positions">Lists of a position for each prompt, counted from 0 along the batch with its padding: those of IO, S1 and S2 in the paper.</param>
    /// <param name="negative">Whether the sign of what the head writes is turned round.</param>
    /// <param name="top">How many tokens count as named; at least 1.</param>
    /// <remarks>One forward pass of the first layer, and of each head a product with the unembedding.</remarks>
    /// <exception cref="ArgumentException">There is no list of positions, one has another length than there are prompts or names no token, or the count is out of bounds.</exception>
    public static HeadEffects Of(TransformerModel model, TokenBatch tokens, IReadOnlyList<IReadOnlyList<int>> positions, bool negative = false, int top = Top)
    {
        var c = model.Config;
        if (top < 1 || top >= c.VocabularySize) throw new ArgumentOutOfRangeException(nameof(top), top, $"1 to {c.VocabularySize - 1} tokens can count as named.");
        if (positions.Count == 0) throw new ArgumentException("There is no position; give at least one list with a position for each prompt.", nameof(positions));
        if (positions.Any(list => list.Count != tokens.Rows)) throw new ArgumentException($"There are {tokens.Rows} prompts, and a list of {positions.First(list => list.Count != tokens.Rows).Count} positions; give one for each prompt.", nameof(positions));
        int[][] places = [.. Enumerable.Range(0, tokens.Rows).Select(row => positions.Select(list => list[row]).ToArray())];
        for (var row = 0; row < places.Length; row++)
            if (places[row].Any(at => at < 0 || at >= tokens.Length || !tokens.IsToken(row, at))) throw new ArgumentException($"Prompt {row} has no token at one of the positions {string.Join(", ", places[row])}.", nameof(positions));

        var table = new double[c.Layers, c.Heads, tokens.Rows];
        model.Inspect(tokens, run =>
        {
            var flat = run.Residual.reshape(-1, c.DModel);
            var index = places.SelectMany((of, row) => of.Select(at => (long)row * tokens.Length + at)).ToArray();
            var x = flat.index_select(0, tensor(index, device: flat.device)).to(ScalarType.Float64); // [prompt · position, d_model]
            var asked = tensor(places.SelectMany((of, row) => of.Select(at => tokens.Id(row, at))).ToArray(), device: flat.device);
            var norm = model.Weights.Blocks[Math.Min(1, c.Layers - 1)];
            var normed = Norm.Apply(x, Wide(norm.Ln1Weight), Wide(norm.Ln1Bias), c);
            foreach (var head in model.Heads)
            {
                Work.Current.Step("Copy scores", head.Layer * c.Heads + head.Head, c.Layers * c.Heads);
                var hits = Hits(model, head, normed, asked, negative, top);
                for (var row = 0; row < tokens.Rows; row++) table[head.Layer, head.Head, row] = hits.Skip(row * positions.Count).Take(positions.Count).Average(hit => hit ? 1.0 : 0);
            }
            return 0;
        }, new RunOptions { StopAtLayer = 1, Logits = LogitsAt.Nowhere });
        Work.Current.Step("Copy scores", c.Layers * c.Heads, c.Layers * c.Heads);
        return new HeadEffects($"{(negative ? "negative copy" : "copy")} score: share of tokens among the top {top} of what the head writes{(negative ? ", its sign turned round" : "")}", "", table) { Record = model.Record() };
    }

    /// <param name="normed">[place, d_model], float64</param>
    /// <param name="asked">The token of each place [place].</param>
    /// <returns>Whether each place's token is named.</returns>
    static bool[] Hits(TransformerModel model, HeadId head, Tensor normed, Tensor asked, bool negative, int top)
    {
        using var scope = NewDisposeScope();
        var (c, w) = (model.Config, model.Weights);
        var block = w.Blocks[head.Layer];
        var start = ((long)c.Heads + c.KeyValueHeads + head.Head / c.HeadsPerKeyValueHead) * c.DHead; // rows of queries and keys stand before those of values
        var v = normed.matmul(Wide(block.Qkv.narrow(0, start, c.DHead))!.t());
        if (block.QkvBias is { } bias) v = v.Plus(Wide(bias.narrow(0, start, c.DHead))!);
        var written = v.matmul(Wide(block.O.narrow(1, (long)head.Head * c.DHead, c.DHead))!.t()); // [place, d_model]
        if (negative) written = written.neg();
        var final = Norm.Apply(written, Wide(w.FinalWeight), Wide(w.FinalBias), c).to(w.Unembed.dtype);
        var logits = final.matmul(w.Unembed.detach().t()); // [place, vocabulary]
        if (w.UnembedBias is { } unembedBias) logits = logits.Plus(unembedBias.detach());
        var own = logits.gather(1, asked.view(-1, 1));
        var above = logits.gt(own).sum(1).cpu().data<long>().ToArray();
        return [.. above.Select(larger => larger < top)];
    }

    static Tensor? Wide(Tensor? weight) => weight?.detach().to(ScalarType.Float64);
}
