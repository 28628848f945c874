using TorchSharp;
using static TorchSharp.torch;

namespace Overhear;

/// <summary>
/// What each head writes for the token that comes next, on random tokens that are repeated (Wang et al. 2022, arXiv:2211.00593, appendix H,
/// figure 17): an induction head not only attends to the token that followed before, it writes it (Olsson et al. 2022, arXiv:2209.11895).
/// </summary>
/// <remarks>
/// A head's output goes through the final norm, at the scale that the run had there, and is multiplied with the next token's row of the
/// unembedding less the mean over the vocabulary, as in <see cref="WrittenTokens"/>; the paper does not take the mean away. The mean is over
/// the positions of the second round that have a next token.
/// </remarks>
public static class NextTokenWriting
{
    const int Batch = 8; // rows of a pass: bounds what is kept of it

    /// <summary>The share of each head in the next token's logit, sequence by sequence, in logits.</summary>
    /// <param name="model">The model.</param>
    /// <param name="count">How many sequences; at least 1.</param>
    /// <param name="period">How many tokens are repeated; at least 2, and two rounds fit the model's context.</param>
    /// <param name="seed">Any number; the same gives the same sequences, those of <see cref="HeadScores.OnRepeatedTokens"/>.</param>
    /// <param name="bos">Whether BOS stands in front. A model without a tokenizer has none.</param>
    /// <remarks>One forward pass over each sequence.</remarks>
    /// <exception cref="ArgumentException">A number is too small, or the sequences do not fit the model; the message lists every problem.</exception>
    public static HeadEffects OnRepeatedTokens(TransformerModel model, int count = 32, int period = 40, long seed = 0, Bos bos = Bos.AsTokenizer)
    {
        if (period < 2) throw new ArgumentOutOfRangeException(nameof(period), period, "At least 2 tokens are repeated.");
        var sequences = HeadScores.Draw(model, count, period, seed, bos);
        var (c, second) = (model.Config, sequences[0].Start + period);
        var table = new double[c.Layers, c.Heads, count];
        for (var first = 0; first < count; first += Batch)
        {
            Work.Current.Step("Next token writing", first, count);
            var tokens = TokenBatch.FromIds(sequences.Skip(first).Take(Batch).Select(sequence => sequence.Ids));
            model.Inspect(tokens, run =>
            {
                using var scope = NewDisposeScope();
                var places = tokens.Length - 1 - second; // the last position has no next token
                var direction = Direction(model, run, second, places);
                for (var layer = 0; layer < c.Layers; layer++) Read(model, run, layer, direction, second, table, first);
                return 0;
            }, new RunOptions { Keep = HookSelection.Kinds(HookKind.Z), Logits = LogitsAt.Nowhere });
        }
        Work.Current.Step("Next token writing", count, count);
        return new HeadEffects("what is written for the next token, less the mean over the vocabulary", "logits", table) { Record = model.Record(seed) };
    }

    /// <summary>What a vector of the residual stream is multiplied with to give its share in the next token's logit [batch, place, d_model].</summary>
    static Tensor Direction(TransformerModel model, Run run, int first, int places)
    {
        using var scope = NewDisposeScope();
        var (w, tokens) = (model.Weights, run.Tokens);
        long[] next = [.. Enumerable.Range(0, tokens.Rows).SelectMany(row => Enumerable.Range(first + 1, places).Select(at => (long)tokens.Id(row, at)))];
        var unembed = w.Unembed.detach().to(ScalarType.Float64);
        var direction = (unembed.index_select(0, tensor(next, device: unembed.device)) - unembed.mean([0L], keepdim: true)).view(tokens.Rows, places, model.Config.DModel);
        if (w.FinalWeight is { } weight) direction = direction * weight.detach().to(ScalarType.Float64);
        // (x - mean x) · u = x · (u - mean u)
        if (model.Config.Norm == NormKind.LayerNorm) direction = direction - direction.mean([-1], keepdim: true);
        return (direction / Norm.Scale(run.Residual.narrow(1, first, places).to(ScalarType.Float64), model.Config)).MoveToOuterDisposeScope();
    }

    static void Read(TransformerModel model, Run run, int layer, Tensor direction, int first, double[,,] table, int firstRow)
    {
        using var scope = NewDisposeScope();
        var c = model.Config;
        var read = einsum("dhe,bpd->bphe", model.Weights.Blocks[layer].O.detach().to(ScalarType.Float64).view(c.DModel, c.Heads, c.DHead), direction);
        var z = run[HookPoint.Z(layer)].narrow(1, first, direction.shape[1]).to(ScalarType.Float64);
        var shares = (z * read).sum(-1).mean([1L]).cpu().contiguous().data<double>().ToArray(); // [batch, head]
        for (var i = 0; i < shares.Length; i++) table[layer, i % c.Heads, firstRow + i / c.Heads] = shares[i];
    }
}
