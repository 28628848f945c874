using TorchSharp;
using static TorchSharp.torch;

namespace Overhear;

/// <summary>How much more heads look from END at the indirect object than at the subject's first mention: their inhibition score (Merullo et al. 2024, arXiv:2406.09519).</summary>
static class InhibitionScores
{
    /// <summary>The score of every head: mean attention from END to IO less that to S1, between −1 and 1; 0 is no difference.</summary>
    /// <param name="model">The model.</param>
    /// <param name="prompts">The clean ones are run.</param>
    /// <param name="edits">What is edited in that run.</param>
    public static IReadOnlyDictionary<HeadId, double> Of(TransformerModel model, MechanismPrompts prompts, params IReadOnlyList<Hook> edits) => model.Inspect(prompts.Clean,
        run => model.Heads.Zip(Enumerable.Range(0, model.Config.Layers).SelectMany(layer => OfLayer(run[HookPoint.Pattern(layer)], prompts))).ToDictionary(),
        new RunOptions { Keep = HookSelection.Kinds(HookKind.Pattern), Edits = edits, Logits = LogitsAt.Nowhere });

    /// <summary>What a head writes without a direction, at all positions.</summary>
    /// <param name="head">The head.</param>
    /// <param name="direction">Of length 1 [d_model].</param>
    public static Hook Without(HeadId head, IReadOnlyList<double> direction) => Rewriting(head, direction, (written, along) => written - along);

    /// <summary>What a head writes along a direction and nothing else, at all positions.</summary>
    /// <param name="head">The head.</param>
    /// <param name="direction">Of length 1 [d_model].</param>
    public static Hook Only(HeadId head, IReadOnlyList<double> direction) => Rewriting(head, direction, (_, along) => along);

    /// <param name="rewrite">What the head writes, and the part of it along the direction [batch, pos, d_model] → what it shall write.</param>
    static Hook Rewriting(HeadId head, IReadOnlyList<double> direction, Func<Tensor, Tensor, Tensor> rewrite) => new(HookPoint.Result(head.Layer), results =>
    {
        using var scope = NewDisposeScope();
        var written = results.select(2, head.Head);
        var line = tensor(direction.ToArray()).to(results.dtype, results.device);
        written.copy_(rewrite(written, written.matmul(line).unsqueeze(-1) * line));
        return results;
    });

    /// <param name="pattern">[batch, head, query_pos, key_pos]</param>
    static double[] OfLayer(Tensor pattern, MechanismPrompts prompts)
    {
        using var scope = NewDisposeScope();
        Tensor At(IReadOnlyList<int> positions) => tensor(positions.Select(at => (long)at).ToArray(), device: pattern.device);
        var (rows, heads, length) = (pattern.shape[0], pattern.shape[1], pattern.shape[3]);
        var fromEnd = pattern.gather(2, At(prompts.End).view(-1, 1, 1, 1).expand(rows, heads, 1, length)).squeeze(2).to(ScalarType.Float64); // [batch, head, key_pos]
        Tensor To(IReadOnlyList<int> positions) => fromEnd.gather(2, At(positions).view(-1, 1, 1).expand(rows, heads, 1)).squeeze(2);
        return (To(prompts.Io) - To(prompts.S1)).mean([0]).cpu().contiguous().data<double>().ToArray();
    }
}
