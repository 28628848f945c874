using TorchSharp;
using static TorchSharp.torch;

namespace Overhear;

/// <summary>Measures a teaching model on what it was never trained on: pairs of names and of things, templates, fresh random tokens.</summary>
static class TeachingExam
{
    public const string KnownTemplates = "IOI, known templates";
    public const string NewTemplates = "IOI, new templates";
    public const string WithDistractor = "IOI, new templates and distractor";
    public const string SecondRound = "repeated tokens, second round";
    public const string FirstRound = "random tokens, first round";
    public const string NewFacts = "facts, new templates";
    public const string ColoredObjectsName = "Colored Objects";

    // Other numbers than any training begins with would be as good: pairs and templates keep the two apart.
    const long Seed = 1_000_003;
    const int Rows = 50; // one forward pass
    const int Period = 20;

    /// <summary>Lists of so many things, as a score is named.</summary>
    public static string Lists(int items) => $"lists of {items}";

    /// <summary>Colored Objects of so many objects, as a score is named.</summary>
    public static string Colors(int objects, bool example = false) => $"{ColoredObjectsName}, {objects}{(example ? ", after an example" : "")}";

    /// <param name="model">The model, with its tokenizer.</param>
    /// <param name="count">Prompts of each task and order; facts all, or so many where that is fewer than forty.</param>
    public static TeachingScores Take(TransformerModel model, int count = 200)
    {
        List<TaskScore> scores = [.. Questions(count).Select(task => Ask(model, task.Name, task.Prompts)), .. Repeat(model, count)];
        return new TeachingScores(scores, model.Record().ModelHash);
    }

    /// <summary>Colored Objects alone.</summary>
    public static TaskScore TakeColors(TransformerModel model, int objects, int count = 200) => Ask(model, Colors(objects), ColoredObjectPrompts(count, objects, example: false));

    static IEnumerable<(string Name, IReadOnlyList<TaskPrompt> Prompts)> Questions(int count)
    {
        foreach (var (name, templates, distractors) in new[] { (KnownTemplates, DataSplit.Training, 0.0), (NewTemplates, DataSplit.HeldOut, 0), (WithDistractor, DataSplit.HeldOut, 1) })
            foreach (var order in new[] { IndirectObject.Abba, IndirectObject.Baba })
                yield return ($"{name}, {order}", IndirectObject.Generate(count, Seed, new IndirectObjectOptions { Names = DataSplit.HeldOut, Templates = templates, Order = order, Distractors = distractors }));
        var facts = Facts.All(DataSplit.HeldOut);
        yield return (NewFacts, count < 40 ? [.. facts.Take(count)] : facts);
        foreach (var items in new[] { 2, 3 }) yield return (Lists(items), LaundryList.Generate(count, Seed, new LaundryListOptions { Items = items, Pairs = DataSplit.HeldOut }));
        foreach (var objects in new[] { 2, 3 }) yield return (Colors(objects), ColoredObjectPrompts(count, objects, example: false));
        yield return (Colors(3, example: true), ColoredObjectPrompts(count, 3, example: true));
    }

    static IReadOnlyList<TaskPrompt> ColoredObjectPrompts(int count, int objects, bool example) =>
        ColoredObjects.Generate(count, Seed, new ColoredObjectsOptions { Objects = objects, Example = example, Pairs = DataSplit.HeldOut });

    static TaskScore Ask(TransformerModel model, string name, IReadOnlyList<TaskPrompt> prompts)
    {
        var set = TaskSet.Of(model, prompts);
        if (set.Dropped.Count > 0) throw new InvalidOperationException($"{model.Name} cannot be asked {set.Dropped.Count} of {prompts.Count} prompts of {name}. {set.Dropped[0].Why}");
        var tally = new Tally();
        foreach (var chunk in set.Rows.Chunk(Rows))
        {
            Work.Current.ThrowIfCancelled();
            long[] right = [.. chunk.Select(row => (long)row.AnswerId)], wrong = [.. chunk.Select(row => (long)row.WrongId)];
            model.Inspect(TokenBatch.Of(chunk.Select(row => model.Tokens(row.Prompt.Text))), run =>
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
        var (first, second) = (new Tally(), new Tally());
        foreach (var chunk in RepeatedTokens.Generate(model.Config.VocabularySize, count, Period, Seed, bos: model.Tokenizer.BosId).Chunk(Rows))
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
