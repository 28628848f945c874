using TorchSharp;
using static TorchSharp.torch;

namespace Overhear;

/// <summary>The logit of the right token minus that of the wrong one, at one position of each prompt. Larger is more right; in logits.</summary>
/// <remarks>It reads two columns of the unembedding at one position a prompt.</remarks>
public sealed record LogitDifference
{
    /// <summary>Which tokens are compared, and where.</summary>
    /// <param name="correct">The right token's id of each prompt.</param>
    /// <param name="wrong">The wrong token's id of each prompt.</param>
    /// <param name="positions">The position it is said from in each prompt: a column of the batch, padding counted.</param>
    /// <exception cref="ArgumentException">The three are not equally many, or none at all.</exception>
    public LogitDifference(IReadOnlyList<int> correct, IReadOnlyList<int> wrong, IReadOnlyList<int> positions)
    {
        if (correct.Count == 0 || wrong.Count != correct.Count || positions.Count != correct.Count)
            throw new ArgumentException($"{correct.Count} right tokens, {wrong.Count} wrong ones and {positions.Count} positions were given; each prompt has one of each, and there is at least one prompt.");
        (Correct, Wrong, Positions) = (correct, wrong, positions);
    }

    /// <summary>The right token's id of each prompt.</summary>
    public IReadOnlyList<int> Correct { get; }

    /// <summary>The wrong token's id of each prompt.</summary>
    public IReadOnlyList<int> Wrong { get; }

    /// <summary>The position it is said from in each prompt.</summary>
    public IReadOnlyList<int> Positions { get; }

    /// <summary>Said from each prompt's last token.</summary>
    public static LogitDifference AtEnd(TokenBatch tokens, IReadOnlyList<int> correct, IReadOnlyList<int> wrong) =>
        new(correct, wrong, [.. Enumerable.Range(0, tokens.Rows).Select(tokens.LastPosition)]);

    /// <summary>The value of each prompt.</summary>
    /// <param name="logits">[batch, pos, vocabulary]</param>
    public IReadOnlyList<double> Of(Tensor logits)
    {
        using var scope = NewDisposeScope();
        return [.. Each(Row(logits)).cpu().data<double>().ToArray()];
    }

    /// <summary>The value of each prompt, read off the last residual stream: the unembedding is computed at one position a prompt.</summary>
    /// <param name="residual">[batch, pos, d_model]</param>
    internal IReadOnlyList<double> OfResidual(TransformerModel model, Tensor residual)
    {
        using var scope = NewDisposeScope();
        var read = Row(residual).to(residual.dtype).unsqueeze(1); // [batch, 1, d_model]
        return [.. Each(Decoder.UnembedPlainly(read, model.Weights, model.Config).squeeze(1).to(ScalarType.Float64)).cpu().data<double>().ToArray()];
    }

    /// <summary>The sum over the prompts, with its gradient.</summary>
    /// <param name="logits">[batch, pos, vocabulary]</param>
    internal Tensor Sum(Tensor logits) => Each(Row(logits)).sum();

    /// <param name="logits">[batch, vocabulary]</param>
    /// <returns>[batch]</returns>
    Tensor Each(Tensor logits) => (Column(logits, Correct) - Column(logits, Wrong)).flatten();

    /// <summary>Refuses prompts, ids and positions that do not fit.</summary>
    /// <exception cref="ArgumentException">The message lists every problem.</exception>
    internal void Check(TokenBatch tokens, TransformerConfig config)
    {
        var problems = new List<string>();
        if (tokens.Rows != Correct.Count) problems.Add($"The batch has {tokens.Rows} prompts; the logit difference is that of {Correct.Count}.");
        foreach (var id in Correct.Concat(Wrong).Where(id => id < 0 || id >= config.VocabularySize).Distinct()) problems.Add($"There is no token {id}; ids are 0 to {config.VocabularySize - 1}.");
        for (var row = 0; row < Math.Min(tokens.Rows, Positions.Count); row++)
        {
            var at = Positions[row];
            if (at < 0 || at >= tokens.Length) problems.Add($"Prompt {row} has no position {at}; positions are 0 to {tokens.Length - 1}.");
            else if (!tokens.IsToken(row, at)) problems.Add($"Position {at} of prompt {row} is padding.");
        }
        if (problems.Count > 0) throw new ArgumentException(string.Join(" ", problems.Take(8)));
    }

    /// <summary>What stands at each prompt's position, in float64.</summary>
    /// <param name="activation">[batch, pos, ...]</param>
    /// <returns>[batch, ...]</returns>
    internal Tensor Row(Tensor activation)
    {
        var (rows, length) = (activation.shape[0], activation.shape[1]);
        var places = tensor(Positions.Select((at, row) => row * length + at).ToArray(), device: activation.device);
        return activation.reshape([rows * length, .. activation.shape.Skip(2)]).index_select(0, places).to(ScalarType.Float64);
    }

    static Tensor Column(Tensor logits, IReadOnlyList<int> ids) => logits.gather(1, tensor(ids.Select(id => (long)id).ToArray(), device: logits.device).unsqueeze(1));
}
