using TorchSharp;
using static TorchSharp.torch;

namespace Overhear;

/// <summary>Measures a teaching model: held-out pairs of names in known and in new templates, and fresh random tokens.</summary>
static class TeachingExam
{
    public const string KnownTemplates = "IOI, known templates";
    public const string NewTemplates = "IOI, new templates";
    public const string SecondRound = "repeated tokens, second round";
    public const string FirstRound = "random tokens, first round";

    // Other numbers than any training begins with would be as good: pairs and templates keep the two apart.
    const long Seed = 1_000_003;
    const int Rows = 50; // one forward pass

    /// <param name="model">The model, with its tokenizer.</param>
    /// <param name="count">Prompts of each task and order.</param>
    public static TeachingScores Take(TransformerModel model, int count = 200)
    {
        var scores = new List<TaskScore>();
        foreach (var (name, templates) in new[] { (KnownTemplates, DataSplit.Training), (NewTemplates, DataSplit.HeldOut) })
            foreach (var order in new[] { IndirectObject.Abba, IndirectObject.Baba })
            {
                var options = new IndirectObjectOptions { Names = DataSplit.HeldOut, Templates = templates, Order = order };
                scores.Add(Ask($"{name}, {order}", model, IndirectObject.Generate(count, Seed, options)));
            }
        scores.AddRange(Repeat(model, count));
        return new TeachingScores(scores, model.Record().ModelHash);
    }

    static TaskScore Ask(string name, TransformerModel model, IReadOnlyList<TaskPrompt> prompts)
    {
        var tally = new Tally();
        foreach (var chunk in prompts.Chunk(Rows))
        {
            Work.Current.ThrowIfCancelled();
            var batch = TokenBatch.Of(chunk.Select(prompt => model.Tokens(prompt.Text)));
            long[] right = [.. chunk.Select(prompt => Single(model, prompt.Answer))], wrong = [.. chunk.Select(prompt => Single(model, prompt.Wrong))];
            model.Inspect(batch, run =>
            {
                var logits = run.Logits.squeeze(1);
                tally.Add(logits, right);
                tally.Differences.AddRange(Pick(logits, right).Zip(Pick(logits, wrong), (a, b) => (double)(a - b)));
                return 0;
            }, new RunOptions { Logits = LogitsAt.LastToken });
        }
        return tally.Score(name);
    }

    static IEnumerable<TaskScore> Repeat(TransformerModel model, int count)
    {
        const int period = 20;
        var (first, second) = (new Tally(), new Tally());
        foreach (var chunk in RepeatedTokens.Generate(model.Config.VocabularySize, count, period, Seed, bos: model.Tokenizer.BosId).Chunk(Rows))
        {
            Work.Current.ThrowIfCancelled();
            model.Inspect(TokenBatch.FromIds(chunk.Select(sequence => sequence.Ids)), run =>
            {
                second.Add(run, chunk, (sequence, at) => sequence.IsPredictable(at));
                first.Add(run, chunk, (sequence, at) => at >= sequence.Start && at < sequence.Start + sequence.Period);
                return 0;
            });
        }
        return [second.Score(SecondRound), first.Score(FirstRound)];
    }

    static long Single(TransformerModel model, string answer)
    {
        var ids = model.Tokenizer.Encode(answer);
        return ids.Count == 1 ? ids[0] : throw new InvalidOperationException($"The answer '{answer}' is {ids.Count} tokens of {model.Name}'s: {string.Join('|', model.Tokenizer.DisplayPieces(ids))}. An answer has to be one.");
    }

    /// <param name="logits">[row, vocabulary]</param>
    static float[] Pick(Tensor logits, long[] ids) => logits.gather(1, tensor(ids).unsqueeze(1)).squeeze(1).data<float>().ToArray();

    /// <summary>Hits and losses of one task.</summary>
    sealed class Tally
    {
        readonly List<double> losses = [];
        int hits;

        public List<double> Differences { get; } = [];

        /// <param name="logits">[row, vocabulary]</param>
        /// <param name="right">The right token of each row.</param>
        public void Add(Tensor logits, long[] right)
        {
            hits += logits.argmax(-1).data<long>().ToArray().Zip(right).Count(pair => pair.First == pair.Second);
            losses.AddRange(Pick(logits.log_softmax(-1), right).Select(p => -(double)p));
        }

        /// <summary>Adds every token that is asked for, each said from the place before it.</summary>
        public void Add(Run run, IReadOnlyList<RepeatedSequence> sequences, Func<RepeatedSequence, int, bool> isAsked)
        {
            var (places, right) = (new List<long>(), new List<long>());
            foreach (var (row, sequence) in sequences.Index())
                foreach (var at in Enumerable.Range(1, sequence.Ids.Count - 1).Where(at => isAsked(sequence, at)))
                {
                    places.Add((long)row * run.Tokens.Length + at - 1);
                    right.Add(sequence.Ids[at]);
                }
            Add(run.Logits.view(-1, run.Logits.shape[2]).index_select(0, tensor(places.ToArray())), [.. right]);
        }

        public TaskScore Score(string name) => new(name, losses.Count, (double)hits / losses.Count, losses.Average(), Differences.Count > 0 ? Differences.Average() : null);
    }
}
