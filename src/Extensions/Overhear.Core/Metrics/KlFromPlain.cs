using TorchSharp;
using static TorchSharp.torch;

namespace Overhear;

/// <summary>
/// How far the next-token distribution of a patched run is from that of the plain one: the Kullback-Leibler divergence KL(plain ‖ patched) over
/// the whole vocabulary, in nats. 0 where the patch changes nothing.
/// </summary>
/// <param name="Positions">The position that is read, one for each prompt; each prompt's last token where it is left out.</param>
public sealed record KlFromPlain(IReadOnlyList<int>? Positions = null) : IAnswerMetric
{
    string IAnswerMetric.Label => "KL(plain ‖ patched), 0 where nothing changes";

    string IAnswerMetric.UnitName => "nats";

    int IAnswerMetric.PositionIn(TokenBatch tokens, int row) => Positions is null ? tokens.LastPosition(row) : Positions[row];

    void IAnswerMetric.RequireFor(TransformerModel model, TokenBatch tokens)
    {
        int[] any = new int[tokens.Rows];
        new LogitDifference(any, any, Positions).Require(model, tokens);
    }

    IAnswerMetric IAnswerMetric.Slice(int first, int count) => new KlFromPlain(Positions?.Skip(first).Take(count).ToList());

    Tensor IAnswerMetric.Read(TransformerModel model, Tensor residual, Tensor plain)
    {
        using var scope = NewDisposeScope();
        var variants = residual.shape[1];
        var prompts = Arithmetic.Range(0, residual.shape[0], residual.device).repeat_interleave(variants);
        var reference = Decoder.UnembedPlainly(plain.squeeze(1), model.Weights, model.Config).to(ScalarType.Float64).log_softmax(-1); // [prompt, vocabulary]
        return WholeVocabulary.Read(model, residual, (log, first) =>
        {
            var of = reference.index_select(0, prompts.narrow(0, first, log.shape[0]));
            return (of.exp() * (of - log)).sum([1L]);
        }).MoveToOuterDisposeScope();
    }
}
