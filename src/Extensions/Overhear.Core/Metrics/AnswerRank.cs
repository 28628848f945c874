using TorchSharp;
using static TorchSharp.torch;

namespace Overhear;

/// <summary>The rank of a prompt's answer among all tokens of the vocabulary: 1 is the most probable; equal ones do not count against it.</summary>
/// <param name="Answers">The answer's token, one for each prompt.</param>
/// <param name="Positions">The position after which the answer comes, one for each prompt; each prompt's last token where it is left out.</param>
public sealed record AnswerRank(IReadOnlyList<int> Answers, IReadOnlyList<int>? Positions = null) : IAnswerMetric
{
    /// <summary>The rank of the answers of a logit difference, at its positions.</summary>
    public static AnswerRank Of(LogitDifference metric) => new(metric.Correct, metric.Positions);

    string IAnswerMetric.Label => "rank of the answer: 1 is the most probable token";

    string IAnswerMetric.UnitName => "";

    int IAnswerMetric.PositionIn(TokenBatch tokens, int row) => Positions is null ? tokens.LastPosition(row) : Positions[row];

    void IAnswerMetric.RequireFor(TransformerModel model, TokenBatch tokens) => new LogitDifference(Answers, Answers, Positions).Require(model, tokens);

    IAnswerMetric IAnswerMetric.Slice(int first, int count) => new AnswerRank([.. Answers.Skip(first).Take(count)], Positions?.Skip(first).Take(count).ToList());

    Tensor IAnswerMetric.Read(TransformerModel model, Tensor residual, Tensor plain)
    {
        using var scope = NewDisposeScope();
        var ids = WholeVocabulary.Ids(Answers, residual);
        return WholeVocabulary.Read(model, residual, (log, first) => log.gt(log.gather(1, ids.narrow(0, first, log.shape[0]))).to(ScalarType.Float64).sum([1L]).Plus(1.0)).MoveToOuterDisposeScope();
    }
}
