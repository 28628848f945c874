using TorchSharp;
using static TorchSharp.torch;

namespace Overhear;

/// <summary>
/// The logit of a correct token minus that of a wrong one, at one position of each prompt, in logits (Wang et al. 2022,
/// arXiv:2211.00593, section 2.2). Larger is more of the right answer; 0 is undecided. Plain data: the columns and positions that it reads.
/// </summary>
/// <param name="Correct">The correct token's id, one for each prompt.</param>
/// <param name="Wrong">The wrong token's id, one for each prompt.</param>
/// <param name="Positions">The position after which the answer comes, one for each prompt, counted from 0 along the batch with its padding; each prompt's last token where it is left out.</param>
public sealed record LogitDifference(IReadOnlyList<int> Correct, IReadOnlyList<int> Wrong, IReadOnlyList<int>? Positions = null) : IAnswerMetric
{
    /// <summary>What the values are.</summary>
    internal const string Name = "logit difference: correct minus wrong, 0 is undecided";

    /// <summary>The unit of the values.</summary>
    public const string Unit = "logits";

    /// <summary>The value of each prompt.</summary>
    /// <param name="model">The model.</param>
    /// <param name="tokens">The prompts.</param>
    /// <remarks>One forward pass; only the answers' columns are unembedded, in float64.</remarks>
    /// <exception cref="ArgumentException">Ids and positions do not fit the prompts or the model; the message lists every problem.</exception>
    public PromptValues Of(TransformerModel model, TokenBatch tokens)
    {
        Require(model, tokens);
        return model.Inspect(tokens, run => Read(model, run), new RunOptions { Logits = LogitsAt.Nowhere }).As(Name, Unit, model.Record());
    }

    /// <summary>Throws unless there are as many answers as prompts and all of them can be read.</summary>
    internal void Require(TransformerModel model, TokenBatch tokens)
    {
        var problems = new List<string>();
        void Count(int given, string what)
        {
            if (given != tokens.Rows) problems.Add($"There are {given} {what} and {tokens.Rows} prompts; give one for each prompt.");
        }
        void Ids(IReadOnlyList<int> ids, string what)
        {
            for (var i = 0; i < ids.Count; i++)
                if (ids[i] < 0 || ids[i] >= model.Config.VocabularySize) problems.Add($"The {what} token of prompt {i} is {ids[i]}; ids are 0 to {model.Config.VocabularySize - 1}.");
        }
        Count(Correct.Count, "correct tokens");
        Count(Wrong.Count, "wrong tokens");
        Ids(Correct, "correct");
        Ids(Wrong, "wrong");
        if (Positions is not null)
        {
            Count(Positions.Count, "positions");
            for (var i = 0; i < Math.Min(Positions.Count, tokens.Rows); i++)
            {
                if (Positions[i] < 0 || Positions[i] >= tokens.Length) problems.Add($"The position of prompt {i} is {Positions[i]}; positions are 0 to {tokens.Length - 1}.");
                else if (!tokens.IsToken(i, Positions[i])) problems.Add($"The position of prompt {i} is {Positions[i]}, where padding stands.");
            }
        }
        if (problems.Count > 0) throw new ArgumentException(string.Join(Environment.NewLine, problems));
    }

    /// <summary>The position read in a row.</summary>
    internal int PositionOf(TokenBatch tokens, int row) => Positions is null ? tokens.LastPosition(row) : Positions[row];

    /// <summary>The answer positions of an activation.</summary>
    /// <param name="activation">[batch, pos, ...]</param>
    /// <returns>[batch, ...], float64</returns>
    internal Tensor Rows(Tensor activation, TokenBatch tokens)
    {
        using var scope = NewDisposeScope();
        var index = tensor(Enumerable.Range(0, tokens.Rows).Select(row => (long)row * tokens.Length + PositionOf(tokens, row)).ToArray(), device: activation.device);
        return activation.reshape([(long)tokens.Rows * tokens.Length, .. activation.shape[2..]]).index_select(0, index).to(ScalarType.Float64).MoveToOuterDisposeScope();
    }

    /// <summary>Column of the correct token less that of the wrong one [batch, d_model], float64.</summary>
    internal Tensor Direction(TransformerModel model)
    {
        using var scope = NewDisposeScope();
        return (Columns(model.Weights.Unembed, Correct) - Columns(model.Weights.Unembed, Wrong)).MoveToOuterDisposeScope();
    }

    /// <summary>What the unembedding's own bias adds to each prompt's value [batch], float64; null where it has none.</summary>
    internal Tensor? Bias(TransformerModel model)
    {
        if (model.Weights.UnembedBias is not { } bias) return null;
        using var scope = NewDisposeScope();
        return (Columns(bias, Correct) - Columns(bias, Wrong)).MoveToOuterDisposeScope();
    }

    /// <summary>The value of each prompt, from the residual stream that leaves the last layer.</summary>
    internal PromptValues Read(TransformerModel model, Run run)
    {
        using var scope = NewDisposeScope();
        var w = model.Weights;
        var normed = Norm.Apply(Rows(run.Residual, run.Tokens), w.FinalWeight?.to(ScalarType.Float64), w.FinalBias?.to(ScalarType.Float64), model.Config);
        var values = (normed * Direction(model)).sum(-1);
        if (Bias(model) is { } bias) values = values.Plus(bias);
        return new PromptValues(values.cpu().data<double>().ToArray());
    }

    /// <summary>The sum of all prompts' values, from logits, as a function to differentiate.</summary>
    /// <param name="logits">[batch, pos, vocabulary]</param>
    internal Tensor Sum(Tensor logits, TokenBatch tokens)
    {
        Tensor Indices(Func<int, long> of) => tensor(Enumerable.Range(0, tokens.Rows).Select(of).ToArray(), device: logits.device);
        Tensor Picked(IReadOnlyList<int> ids) => logits.reshape(-1).index_select(0, Indices(row => ((long)row * tokens.Length + PositionOf(tokens, row)) * logits.shape[2] + ids[row]));
        return (Picked(Correct) - Picked(Wrong)).sum();
    }

    static Tensor Columns(Tensor of, IReadOnlyList<int> ids)
    {
        var index = tensor(ids.Select(id => (long)id).ToArray(), device: of.device);
        return of.detach().index_select(0, index).to(ScalarType.Float64);
    }

    string IAnswerMetric.Label => Name;

    string IAnswerMetric.UnitName => Unit;

    int IAnswerMetric.PositionIn(TokenBatch tokens, int row) => PositionOf(tokens, row);

    void IAnswerMetric.RequireFor(TransformerModel model, TokenBatch tokens) => Require(model, tokens);

    IAnswerMetric IAnswerMetric.Slice(int first, int count) => SliceOf(first, count);

    Tensor IAnswerMetric.Read(TransformerModel model, Tensor residual, Tensor plain)
    {
        using var scope = NewDisposeScope();
        var w = model.Weights;
        var normed = Norm.Apply(residual.to(ScalarType.Float64), w.FinalWeight?.to(ScalarType.Float64), w.FinalBias?.to(ScalarType.Float64), model.Config);
        var values = normed.matmul(Direction(model).unsqueeze(2)).squeeze(2); // [prompt, variant]
        return (Bias(model) is { } bias ? values.Plus(bias.unsqueeze(1)) : values).MoveToOuterDisposeScope();
    }

    /// <summary>The metric of some of the prompts.</summary>
    internal LogitDifference SliceOf(int first, int count) => new([.. Correct.Skip(first).Take(count)], [.. Wrong.Skip(first).Take(count)], Positions?.Skip(first).Take(count).ToList());
}
