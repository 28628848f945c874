using TorchSharp;
using static TorchSharp.torch;

namespace Overhear;

/// <summary>
/// How much each head attends like a previous-token, a duplicate-token or an induction head, on random tokens that are repeated
/// (Olsson et al. 2022, arXiv:2209.11895; the three patterns of TransformerLens' head detector).
/// </summary>
/// <remarks>
/// A score is the mean attention, 0 to 1, to one earlier position: the token before (previous token), the same token's last occurrence
/// (duplicate token), the token after that occurrence (induction). The mean is over the queries that have such a position: from the
/// second random token on, or from the first one of the second round. TransformerLens' detector divides by all queries instead, and
/// counts tokens that come twice by chance.
/// </remarks>
public static class HeadScores
{
    // Rows of a pass: bounds what patterns take.
    const int Batch = 8;

    /// <summary>
    /// The scores on sequences that are drawn here, two rounds each, of all tokens that stand for text: special tokens and the bytes of a
    /// tokenizer that falls back to them are left out, as a model may never have seen them.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="count">How many sequences; at least 1.</param>
    /// <param name="period">How many tokens are repeated; at least 2, and two rounds fit the model's context.</param>
    /// <param name="seed">Any number; the same gives the same sequences.</param>
    /// <param name="bos">Whether BOS stands in front. A model without a tokenizer has none.</param>
    /// <remarks>One forward pass over each sequence.</remarks>
    /// <exception cref="ArgumentException">A number is too small, or the sequences do not fit the model; the message lists every problem.</exception>
    public static HeadScoresResult OnRepeatedTokens(TransformerModel model, int count = 32, int period = 40, long seed = 0, Bos bos = Bos.AsTokenizer)
    {
        return Score(model, Draw(model, count, period, seed, bos), seed);
    }

    /// <summary>The sequences of <see cref="OnRepeatedTokens"/>.</summary>
    internal static IReadOnlyList<RepeatedSequence> Draw(TransformerModel model, int count, int period, long seed, Bos bos)
    {
        var tokenizer = model.OptionalTokenizer;
        var id = bos == Bos.Always || (bos == Bos.AsTokenizer && tokenizer is { AddsBos: true }) ? tokenizer?.BosId : null;
        if (bos == Bos.Always && id is null) throw new ArgumentException($"{model.Name} has no BOS token. Use Bos.Never, or Bos.AsTokenizer.", nameof(bos));
        int[] drawn = [.. Enumerable.Range(0, model.Config.VocabularySize).Where(token => token != id && (tokenizer is null || tokenizer.IsText(token)))];
        var sequences = RepeatedTokens.Generate(drawn.Length, count, period, seed).Select(s => s.Ids.Select(i => drawn[i]));
        return [.. sequences.Select(ids => id is { } first ? new RepeatedSequence([first, .. ids], 1, period) : new RepeatedSequence([.. ids], 0, period))];
    }

    /// <summary>The scores on given sequences.</summary>
    /// <param name="model">The model.</param>
    /// <param name="sequences">The sequences; of one length, with one place where they begin and one period.</param>
    /// <remarks>One forward pass over each sequence.</remarks>
    /// <exception cref="ArgumentException">There is no sequence, they differ in form, or they do not fit the model.</exception>
    public static HeadScoresResult Of(TransformerModel model, IReadOnlyList<RepeatedSequence> sequences) => Score(model, sequences, null);

    static HeadScoresResult Score(TransformerModel model, IReadOnlyList<RepeatedSequence> sequences, long? seed)
    {
        if (sequences.Count == 0) throw new ArgumentException("There is no sequence; at least one is needed.", nameof(sequences));
        var (start, period, length) = (sequences[0].Start, sequences[0].Period, sequences[0].Ids.Count);
        if (sequences.Any(s => s.Start != start || s.Period != period || s.Ids.Count != length)) throw new ArgumentException("The sequences differ in length, in period or in where they begin; score those of one form at a time.", nameof(sequences));
        if (period < 2 || length <= start + period) throw new ArgumentException($"The sequences have {length} tokens, of which {period} are repeated from position {start}; at least 2 tokens, and one of a second round, are needed.", nameof(sequences));
        var second = start + period;
        (int Back, int First)[] places = [(1, start + 1), (period, second), (period - 1, second)];
        var tables = places.Select(_ => new double[model.Config.Layers, model.Config.Heads, sequences.Count]).ToArray();
        for (var from = 0; from < sequences.Count; from += Batch)
        {
            Work.Current.Step("Head scores", from, sequences.Count);
            var rows = sequences.Skip(from).Take(Batch).Select(s => s.Ids);
            model.Inspect(TokenBatch.FromIds(rows), run =>
            {
                for (var layer = 0; layer < model.Config.Layers; layer++)
                    for (var k = 0; k < places.Length; k++) Read(run[HookPoint.Pattern(layer)], places[k].Back, places[k].First, tables[k], layer, from);
                return 0;
            }, new RunOptions { Keep = HookSelection.Kinds(HookKind.Pattern), Logits = LogitsAt.Nowhere });
        }
        Work.Current.Step("Head scores", sequences.Count, sequences.Count);
        HeadEffects Scores(int k, string to) => new($"mean attention to {to}", "", tables[k]);
        return new HeadScoresResult(
            sequences, Scores(0, "the token before"), Scores(1, "the same token's last occurrence"), Scores(2, "the token after the same token's last occurrence"), model.Record(seed));
    }

    /// <param name="pattern">[batch, head, query_pos, key_pos]</param>
    static void Read(Tensor pattern, int back, int firstQuery, double[,,] table, int layer, int firstRow)
    {
        using var scope = NewDisposeScope();
        var diagonal = pattern.diagonal(-back, 2, 3); // [batch, head, query_pos - back]
        var skipped = firstQuery - back;
        var means = diagonal.narrow(2, skipped, diagonal.shape[2] - skipped).to(ScalarType.Float64).mean([-1]).cpu().contiguous().data<double>().ToArray();
        var heads = table.GetLength(1);
        for (var i = 0; i < means.Length; i++) table[layer, i % heads, firstRow + i / heads] = means[i];
    }
}
