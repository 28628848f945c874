namespace Overhear;

/// <summary>
/// The rows that the teaching model is trained on: each is about one task, and what is left of it may be filled up from the left with
/// facts and sentences about nothing. Nothing that is held out ever comes up.
/// </summary>
sealed class TeachingData : ITrainingData
{
    /// <summary>Tokens of a row at most, with the one that starts it.</summary>
    public const int RowLength = 48;

    const double AnswerWeight = 1, ColorWeight = .95, FactWeight = .9, RepeatedWeight = .2, LookupWeight = .15, OtherWeight = .03;
    const double Distractors = .5;
    const int MostFillers = 8;

    // Of the rows about indirect objects. Without the first two the name is settled at S2, and no head moves it from there.
    const double Ordinals = .35, LateGated = .25, ThreeNames = .1;

    static readonly IndirectObjectOptions plain = new() { Names = DataSplit.Training, Templates = DataSplit.Training, Distractors = Distractors };
    static readonly ColoredObjectsOptions[] colors = [.. new[] { 2, 2, 3 }.Select(objects => new ColoredObjectsOptions { Objects = objects, Pairs = DataSplit.Training })];
    static readonly LaundryListOptions lists = new() { Items = 2, Pairs = DataSplit.Training };
    static readonly FactsOptions facts = new() { Templates = DataSplit.Training };

    readonly Func<string, IReadOnlyList<int>> encode;
    readonly int vocabulary;
    readonly int bos;
    readonly TeachingMix mix;

    /// <param name="encode">The ids of a text, without any that is put in front.</param>
    /// <param name="vocabulary">How many tokens there are.</param>
    /// <param name="bos">The token that starts every row.</param>
    /// <param name="mix">What comes up how often.</param>
    public TeachingData(Func<string, IReadOnlyList<int>> encode, int vocabulary, int bos, TeachingMix mix)
    {
        (this.encode, this.vocabulary, this.bos, this.mix) = (encode, vocabulary, bos, mix);
    }

    /// <summary>For a model that has its tokenizer.</summary>
    public static TeachingData For(ModelTokenizer tokenizer, TeachingMix mix) => new(text => tokenizer.Encode(text), tokenizer.VocabularySize, tokenizer.BosId!.Value, mix);

    /// <summary>What rows are about.</summary>
    public static IReadOnlyList<string> TaskNames { get; } = ["indirect objects", "repeated tokens", "lookups", "Colored Objects", "facts", "lists", "filler"];

    public IReadOnlyList<string> Tasks => TaskNames;

    public string Description => FormattableString.Invariant($"teaching 2: rows of {RowLength}, {mix}, vocabulary {vocabulary}");

    public TrainingRow Next(SeededRandom random, int step)
    {
        var alone = mix.RepeatsAlone(step);
        if (alone > 0 && random.NextDouble() < alone) return Row([Repeated(random)], task: 1);
        while (true)
        {
            var task = Choose(random);
            List<TrainingPart> parts = [.. Main(task, random)];
            var length = parts.Sum(part => part.Length) + 1;
            if (length > RowLength) continue;
            if (random.NextDouble() < mix.Filled)
                for (var i = 0; i < MostFillers; i++)
                {
                    var filler = random.NextDouble() < .3 ? Fact(random) : Sentence(FillerSentences.Draw(random));
                    if (length + filler.Length > RowLength) continue;
                    parts.Insert(0, filler);
                    length += filler.Length;
                }
            return Row(parts, task);
        }
    }

    int Choose(SeededRandom random)
    {
        var point = random.NextDouble() * mix.Shares.Sum();
        for (var task = 0; task < mix.Shares.Count; task++)
            if ((point -= mix.Shares[task]) < 0) return task;
        return 0;
    }

    IReadOnlyList<TrainingPart> Main(int task, SeededRandom random) => task switch
    {
        0 => [Asked(IndirectObjects(random), AnswerWeight, AidedToken.Answer)],
        1 => [Repeated(random)],
        2 => [Lookup(random)],
        3 => [Asked(ColoredObjects.Draw(random, random.Choose(colors)), ColorWeight, end: "")],
        4 => [.. Enumerable.Range(0, random.NextDouble() < .2 ? 3 : 1).Select(_ => Fact(random))],
        5 => [Asked(LaundryList.Draw(random, lists), AnswerWeight, AidedToken.Answer)],
        _ => [Sentence(FillerSentences.Draw(random))],
    };

    static TaskPrompt IndirectObjects(SeededRandom random) => random.NextDouble() switch
    {
        < Ordinals => IndirectObjectVariants.Ordinal(random, Distractors),
        < Ordinals + LateGated => IndirectObjectVariants.LateGated(random, Distractors),
        < Ordinals + LateGated + ThreeNames => IndirectObjectVariants.ThreeNames(random),
        _ => IndirectObject.Draw(random, plain),
    };

    TrainingPart Fact(SeededRandom random) => Asked(Facts.Draw(random, facts), FactWeight);

    TrainingPart Repeated(SeededRandom random)
    {
        var times = 2 + random.Next(2);
        var longest = (RowLength - 1) / times;
        var sequence = RepeatedTokens.Draw(random, vocabulary, 5 + random.Next(longest - 4), times, bos);
        return Tokens(sequence.Ids, sequence.IsPredictable, RepeatedWeight, AidedToken.Repeat);
    }

    TrainingPart Lookup(SeededRandom random)
    {
        var sequence = RandomLookups.Draw(random, vocabulary, 2 + random.Next(5), bos);
        return Tokens(sequence.Ids, sequence.Answers.Contains, LookupWeight, AidedToken.None);
    }

    /// <summary>Random tokens, without the one that starts the row.</summary>
    static TrainingPart Tokens(IReadOnlyList<int> ids, Func<int, bool> counts, double weight, AidedToken aided) => new(
        [.. ids.Skip(1)], [.. ids.Skip(1)], [.. Enumerable.Range(1, ids.Count - 1).Select(at => (counts(at) ? weight : OtherWeight, counts(at) ? aided : AidedToken.None))]);

    TrainingPart Sentence(string text) => new(encode(text), encode(" " + text), [.. encode(text).Select(_ => (OtherWeight, AidedToken.None))]);

    TrainingPart Asked(TaskPrompt prompt, double weight, AidedToken aided = AidedToken.None, string end = ".")
    {
        var (first, later, answer, rest) = (encode(prompt.Text), encode(" " + prompt.Text), encode(prompt.Answer), end.Length == 0 ? [] : encode(end));
        return new TrainingPart([.. first, .. answer, .. rest], [.. later, .. answer, .. rest],
            [.. first.Select(_ => (OtherWeight, AidedToken.None)), .. answer.Select(_ => (weight, aided)), .. rest.Select(_ => (OtherWeight, AidedToken.None))]);
    }

    TrainingRow Row(IReadOnlyList<TrainingPart> parts, int task)
    {
        List<(double Weight, AidedToken Aided)> tokens = [(0, AidedToken.None), .. parts.SelectMany(part => part.Tokens)];
        return new TrainingRow([bos, .. parts[0].First, .. parts.Skip(1).SelectMany(part => part.Later)], [.. tokens.Select(token => token.Weight)])
        {
            Aided = [.. tokens.Select(token => token.Aided)], Task = task,
        };
    }

    /// <summary>A piece of a row: its ids where it begins the row and where it does not, and of each token its weight and aid.</summary>
    sealed record TrainingPart(IReadOnlyList<int> First, IReadOnlyList<int> Later, IReadOnlyList<(double Weight, AidedToken Aided)> Tokens)
    {
        public int Length => Tokens.Count;
    }
}
