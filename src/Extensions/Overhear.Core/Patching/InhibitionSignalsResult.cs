namespace Overhear;

/// <summary>The logit difference by what inhibition heads say of the repeated name. Plain data.</summary>
public sealed class InhibitionSignalsResult : IResult<InhibitionSignalsResult>
{
    static readonly string[] tokens = ["as it is", "random", "inverted"], positions = ["as it is", "inverted"];

    readonly IReadOnlyList<PromptValues> values; // token by token, of each both positions

    internal InhibitionSignalsResult(IReadOnlyList<PromptValues> values, RunRecord record)
    {
        Record = record;
        this.values = [.. values.Select((of, at) => of.As($"logit difference: token {tokens[at / 2]}, position {positions[at % 2]}", LogitDifference.Unit, record))];
        var fit = Fit([.. this.values.Select(of => of.Mean)]);
        (PerPosition, PerToken, MeanError) = fit;
    }

    /// <summary>What it was made with.</summary>
    public RunRecord Record { get; }

    /// <summary>The logit difference, in logits.</summary>
    /// <param name="token">1: the token as it is, 0: another name's, −1: the other name's.</param>
    /// <param name="position">1: the position as it is, −1: the other name's.</param>
    public PromptValues this[int token, int position] => token is >= -1 and <= 1 && position is 1 or -1
        ? values[(1 - token) * 2 + (1 - position) / 2]
        : throw new ArgumentOutOfRangeException(nameof(token), $"({token}, {position})", "Tokens are 1, 0 and -1, positions 1 and -1.");

    /// <summary>How many logits the position signal is worth: of the least-squares fit position · a + token · b to the six means, a.</summary>
    public double PerPosition { get; }

    /// <summary>How many logits the token signal is worth: of that fit, b.</summary>
    public double PerToken { get; }

    /// <summary>The mean size of what the fit misses, over the logit difference of the model as it is: the paper's mean error.</summary>
    public double MeanError { get; }

    /// <summary>The means, position signal by token signal.</summary>
    public LabelledMatrix Means()
    {
        var table = new double[2, 3];
        for (var token = 0; token < 3; token++)
            for (var position = 0; position < 2; position++) table[position, token] = values[token * 2 + position].Mean;
        return new LabelledMatrix("logit difference by the inhibition heads' signals", table, positions, tokens, "position", "token", LogitDifference.Unit) { Record = Record };
    }

    static (double PerPosition, double PerToken, double MeanError) Fit(double[] means)
    {
        double Token(int at) => 1 - at / 2;
        double Position(int at) => 1 - at % 2 * 2;
        // Token and position are orthogonal over the six cases, so each coefficient stands by itself.
        var a = means.Select((mean, at) => mean * Position(at)).Sum() / 6;
        var b = means.Select((mean, at) => mean * Token(at)).Sum() / 4;
        return (a, b, means.Select((mean, at) => Math.Abs(mean - a * Position(at) - b * Token(at))).Average() / Math.Abs(means[0]));
    }

    void IResult.Describe(ResultContent content) => content.Axis("case", [.. values.Select(of => of.Name)]).Axis("prompt", values[0].Values.Count)
        .Numbers("difference", "logit difference", LogitDifference.Unit, ["case", "prompt"], values.SelectMany(of => of.Values));

    static InhibitionSignalsResult IResult<InhibitionSignalsResult>.Read(ResultReader reader) =>
        new([.. reader.Numbers("difference", "case", "prompt").Chunk(Math.Max(1, reader.Size("prompt"))).Select(of => new PromptValues(of))], reader.Record);
}
