namespace Overhear;

/// <summary>What the logit lens read at every layer and position of a prompt. Plain data.</summary>
public sealed class LogitLensResult : IResult<LogitLensResult>
{
    static readonly string[] followedAxes = ["layer", "position", "followed"];

    readonly LogitLensPlace[,] places;

    internal LogitLensResult(Prompt prompt, int layers, IEnumerable<LogitLensPlace> places, IReadOnlyList<int> followed, IReadOnlyList<string> followedPieces, LensScale scale, RunRecord record)
    {
        (Prompt, Layers, Followed, FollowedPieces, Scale, Record) = (prompt, layers, followed, followedPieces, scale, record);
        this.places = new LogitLensPlace[layers + 1, prompt.Length];
        foreach (var place in places) this.places[place.Layer, place.Position] = place;
    }

    /// <summary>The prompt.</summary>
    public Prompt Prompt { get; }

    /// <summary>Layers of the model: the lens reads one place more, after the last.</summary>
    public int Layers { get; }

    /// <summary>Ids of the tokens that were followed.</summary>
    public IReadOnlyList<int> Followed { get; }

    /// <summary>What they stand for, readable.</summary>
    public IReadOnlyList<string> FollowedPieces { get; }

    /// <summary>Which divisor of the final norm it was read with.</summary>
    public LensScale Scale { get; }

    /// <summary>The method by name: the logit lens, or its variant at the final scale.</summary>
    public string Method => Scale == LensScale.Own ? "logit lens" : "logit lens at the final norm's scale";

    /// <summary>What it was made with.</summary>
    public RunRecord Record { get; }

    /// <summary>What was read where a layer begins, or after the last one.</summary>
    /// <param name="layer">0 to the number of layers.</param>
    /// <param name="position">0 to the number of tokens - 1.</param>
    public LogitLensPlace At(int layer, int position)
    {
        if (layer < 0 || layer > Layers) throw new ArgumentOutOfRangeException(nameof(layer), layer, $"The lens reads before layer 0 to {Layers}, where {Layers} is after the last.");
        if (position < 0 || position >= Prompt.Length) throw new ArgumentOutOfRangeException(nameof(position), position, $"The prompt has positions 0 to {Prompt.Length - 1}.");
        return places[layer, position];
    }

    /// <summary>Labels of the layers: <c>0</c> is the embedding, the last the model's own answer.</summary>
    public IReadOnlyList<string> LayerLabels => [.. Enumerable.Range(0, Layers + 1).Select(l => l == 0 ? "embedding" : l == Layers ? "final" : $"before {l}")];

    /// <summary>The probability of the most probable next token [layer, position], 0 to 1.</summary>
    public LabelledMatrix TopProbabilities() => Matrix("probability of the top token", place => place.Top[0].Probability);

    /// <summary>The most probable next token [layer][position], readable.</summary>
    public IReadOnlyList<IReadOnlyList<string>> TopPieces() =>
        [.. Enumerable.Range(0, Layers + 1).Select(IReadOnlyList<string> (l) => [.. Enumerable.Range(0, Prompt.Length).Select(p => places[l, p].Top[0].Piece)])];

    /// <summary>The probability of a followed token [layer, position], 0 to 1.</summary>
    /// <param name="followed">Which of <see cref="Followed"/>, from 0.</param>
    public LabelledMatrix Probabilities(int followed) => Matrix($"probability of {FollowedPieces[followed]}", place => place.Probabilities[followed]);

    /// <summary>The logit of a followed token [layer, position].</summary>
    /// <param name="followed">Which of <see cref="Followed"/>, from 0.</param>
    public LabelledMatrix Logits(int followed) => Matrix($"logit of {FollowedPieces[followed]}", place => place.Logits[followed]);

    void IResult.Describe(ResultContent content)
    {
        Prompt.AddTo(content);
        LogitLensPlace[] all = [.. places.Cast<LogitLensPlace>()];
        content.Fact("scale", Scale.ToString()).Axis("layer", Layers + 1).Axis("top", all[0].Top.Count).Axis("followed", FollowedPieces);
        TokenPrediction.AddTo(content, ["layer", "position", "top"], [.. all.SelectMany(place => place.Top)]);
        content
            .Integers("followed_id", "token id that was followed", ["followed"], Followed)
            .Numbers("followed_logit", "logit of a followed token", "logits", followedAxes, all.SelectMany(place => place.Logits))
            .Numbers("followed_probability", "probability of a followed token, 0 to 1", "", followedAxes, all.SelectMany(place => place.Probabilities));
    }

    static LogitLensResult IResult<LogitLensResult>.Read(ResultReader reader)
    {
        var (prompt, layers, pieces) = (Prompt.From(reader), reader.Size("layer") - 1, reader.Labels("followed"));
        var (top, followed) = (reader.Size("top"), pieces.Count);
        var tokens = TokenPrediction.From(reader, "layer", "position", "top");
        var (logits, probabilities) = (reader.Numbers("followed_logit", followedAxes), reader.Numbers("followed_probability", followedAxes));
        if (top == 0) throw new ArgumentException("The lens keeps at least one token at each place.");
        LogitLensPlace Place(int i) => new(
            i / prompt.Length, i % prompt.Length, [.. Enumerable.Range(i * top, top).Select(k => tokens[k])], logits[(i * followed)..((i + 1) * followed)], probabilities[(i * followed)..((i + 1) * followed)]);
        return new LogitLensResult(
            prompt, layers, Enumerable.Range(0, tokens.Count / top).Select(Place), reader.Integers("followed_id", "followed"), pieces, reader.OneOf<LensScale>("scale"), reader.Record);
    }

    LabelledMatrix Matrix(string name, Func<LogitLensPlace, double> value)
    {
        var values = new double[Layers + 1, Prompt.Length];
        foreach (var place in places) values[place.Layer, place.Position] = value(place);
        return new LabelledMatrix(name, values, LayerLabels, Prompt.Labels, "layer", "position") { Record = Record };
    }
}
