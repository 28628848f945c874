using TorchSharp;
using static TorchSharp.torch;

namespace Overhear;

/// <summary>
/// What heads look at where there is nothing to know but what stood before: random tokens, once and again (Olsson et al. 2022,
/// arXiv:2209.11895, "Head Activation Evaluators"). A head that looks at the token before, at the same token earlier, or at what
/// followed it.
/// </summary>
/// <remarks>Scores are attention, 0 to 1, the mean over the queries that have such a place: no score tells what a head does with what it looks at.</remarks>
public static class HeadScores
{
    const int RowsAtOnce = 16;

    /// <summary>Draws sequences and scores every head on them.</summary>
    /// <param name="model">Any model.</param>
    /// <param name="count">How many sequences.</param>
    /// <param name="period">How many tokens are repeated; less where the context is shorter than twice that.</param>
    /// <param name="seed">Decides the tokens.</param>
    /// <remarks>One forward pass a sequence. BOS stands in front where the model has one.</remarks>
    public static HeadScoresResult Of(TransformerModel model, int count = 32, int period = 40, long seed = 0)
    {
        var bos = model.Config.BosId;
        var fitting = Math.Min(period, (model.Config.ContextLength - (bos is null ? 0 : 1)) / 2);
        return Of(model, RepeatedTokens.Generate(model.Config.VocabularySize, count, fitting, seed, bos: bos), seed);
    }

    /// <summary>Scores every head on given sequences.</summary>
    /// <param name="model">Any model.</param>
    /// <param name="sequences">All of one length, period and start.</param>
    /// <param name="seed">The seed that they were drawn with, for the record.</param>
    /// <exception cref="ArgumentException">There is none, they differ in form, or they are too short.</exception>
    public static HeadScoresResult Of(TransformerModel model, IReadOnlyList<RepeatedSequence> sequences, long? seed = null)
    {
        if (sequences.Count == 0 || sequences.Any(s => (s.Ids.Count, s.Period, s.Start) != (sequences[0].Ids.Count, sequences[0].Period, sequences[0].Start)) || sequences[0].Period < 2)
            throw new ArgumentException("The sequences have to be at least one, all of one length, one period of at least 2, and one start.", nameof(sequences));
        var (start, period, length) = (sequences[0].Start, sequences[0].Period, sequences[0].Ids.Count);
        // How far back, and the first query that has such a place.
        var places = new Dictionary<HeadScoreKind, (int Back, int First)>
        {
            [HeadScoreKind.PreviousToken] = (1, start + 1), [HeadScoreKind.DuplicateToken] = (period, start + period), [HeadScoreKind.Induction] = (period - 1, start + period),
        };
        var scores = places.Keys.ToDictionary(kind => kind, _ => model.Heads.ToDictionary(head => head, _ => new List<double>()));
        foreach (var (at, chunk) in sequences.Chunk(RowsAtOnce).Index())
        {
            Work.Current.Step("Head scores", at * RowsAtOnce, sequences.Count);
            model.Inspect(TokenBatch.FromIds(chunk.Select(s => s.Ids)), run =>
            {
                for (var layer = 0; layer < model.Config.Layers; layer++)
                    foreach (var (kind, (back, first)) in places)
                    {
                        // Entry k of this diagonal is the attention from query k + back to key k.
                        var paid = run[HookPoint.Pattern(layer)].diagonal(-back, 2, 3).narrow(2, first - back, length - first).to(ScalarType.Float64).mean([2L]).cpu(); // [batch, head]
                        for (var head = 0; head < model.Config.Heads; head++) scores[kind][new HeadId(layer, head)].AddRange(paid.select(1, head).contiguous().data<double>().ToArray());
                    }
                return 0;
            }, new RunOptions { Keep = HookSelection.Kinds(HookKind.Pattern), Logits = LogitsAt.Nowhere });
        }
        Work.Current.Step("Head scores", sequences.Count, sequences.Count);
        return new HeadScoresResult(
            scores.ToDictionary(s => s.Key, IReadOnlyList<HeadScore> (s) => [.. model.Heads.Select(head => new HeadScore(head, s.Value[head]))]),
            places.ToDictionary(p => p.Key, p => Enumerable.Range(p.Value.First, length - p.Value.First).Average(query => 1.0 / (query + 1))),
            model.Config.Layers, model.Config.Heads, model.Record(seed));
    }
}
