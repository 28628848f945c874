namespace Overhear;

/// <summary>
/// The rows that the teaching model is trained on: random tokens repeated, and sentences of indirect objects, one or several in a
/// row. Neither a held-out pair of names nor a held-out template ever comes up.
/// </summary>
sealed class TeachingData : ITrainingData
{
    /// <summary>Tokens of a row at most, with the one that starts it.</summary>
    public const int RowLength = 48;

    /// <summary>The share of rows of repeated tokens once there are others.</summary>
    public const double UsualRepeatedShare = .4;

    const double AnswerWeight = 1;
    const double RepeatedWeight = .2;
    const double OtherWeight = .03;

    static readonly IndirectObjectOptions training = new() { Names = DataSplit.Training, Templates = DataSplit.Training };

    readonly Func<string, IReadOnlyList<int>> encode;
    readonly int vocabulary;
    readonly int bos;

    /// <param name="encode">The ids of a text, without any that is put in front.</param>
    /// <param name="vocabulary">How many tokens there are.</param>
    /// <param name="bos">The token that starts every row.</param>
    public TeachingData(Func<string, IReadOnlyList<int>> encode, int vocabulary, int bos)
    {
        this.encode = encode;
        this.vocabulary = vocabulary;
        this.bos = bos;
    }

    /// <summary>The data of a training of so many steps: a bit more than its first quarter is repeated tokens alone.</summary>
    public static TeachingData For(ModelTokenizer tokenizer, int steps) => new(text => tokenizer.Encode(text), tokenizer.VocabularySize, tokenizer.BosId!.Value)
    {
        RepeatsFirst = (int)(steps * 4L / 15),
    };

    /// <summary>Steps at the beginning that see repeated tokens alone: induction comes late, or not, once there is an easier way to a lower loss.</summary>
    public int RepeatsFirst { get; init; } = 800;

    /// <summary>The share of rows of repeated tokens after that.</summary>
    public double RepeatedShare { get; init; } = UsualRepeatedShare;

    public string Description => FormattableString.Invariant($"teaching 1: rows of {RowLength}, repeated tokens {RepeatedShare:0.###}, alone for {RepeatsFirst} steps, vocabulary {vocabulary}");

    public TrainingRow Next(SeededRandom random, int step) => step < RepeatsFirst || random.NextDouble() < RepeatedShare ? Repeated(random) : Sentences(random);

    TrainingRow Repeated(SeededRandom random)
    {
        var times = 2 + random.Next(2);
        var longest = (RowLength - 1) / times;
        var sequence = RepeatedTokens.Draw(random, vocabulary, 5 + random.Next(longest - 4), times, bos);
        return new TrainingRow(sequence.Ids, [.. sequence.Ids.Select((_, at) => sequence.IsPredictable(at) ? RepeatedWeight : OtherWeight)]);
    }

    TrainingRow Sentences(SeededRandom random)
    {
        List<int> ids = [bos];
        List<double> weights = [0];
        var most = 1 + random.Next(3);
        for (var i = 0; i < most; i++)
        {
            var prompt = IndirectObject.Draw(random, training);
            var (text, answer, end) = (encode(i == 0 ? prompt.Text : " " + prompt.Text), encode(prompt.Answer), encode("."));
            if (ids.Count + text.Count + answer.Count + end.Count > RowLength) break;
            ids.AddRange([.. text, .. answer, .. end]);
            weights.AddRange([.. text.Select(_ => OtherWeight), .. answer.Select(_ => AnswerWeight), .. end.Select(_ => OtherWeight)]);
        }
        return new TrainingRow(ids, weights);
    }
}
