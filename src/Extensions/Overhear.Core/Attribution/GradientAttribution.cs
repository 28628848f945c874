using TorchSharp;
using static TorchSharp.torch;

namespace Overhear;

/// <summary>
/// Attribution patching (Nanda 2023; Syed, Rager, Conmy 2023, arXiv:2310.10348): a linear estimate of what an activation patch of every
/// place would do to the logit difference, from two forward passes and one backward pass.
/// </summary>
/// <remarks>
/// The gradient at the clean run times corrupted minus clean, summed over the activation's last axis. It estimates the change of the
/// clean prompts' logit difference when the place gets its corrupted value. An estimate, not a patch: it is wrong where the model bends.
/// </remarks>
public static class GradientAttribution
{
    /// <summary>Estimates the effect of every place of a kind.</summary>
    /// <param name="model">Any model.</param>
    /// <param name="clean">The prompts.</param>
    /// <param name="corrupted">Their twins, of the same shape and padding.</param>
    /// <param name="difference">Right and wrong tokens, and where they are said from.</param>
    /// <param name="kind">Which places: one in every layer, with a position axis.</param>
    /// <exception cref="ArgumentException">The batches differ in shape, or do not fit; or the kind has no layers.</exception>
    public static GradientAttributionResult Of(TransformerModel model, TokenBatch clean, TokenBatch corrupted, LogitDifference difference, HookKind kind)
    {
        difference.Check(clean, model.Config);
        if (clean.Rows != corrupted.Rows || clean.Length != corrupted.Length)
            throw new ArgumentException($"The clean prompts are {clean.Rows} of {clean.Length} tokens, the corrupted ones {corrupted.Rows} of {corrupted.Length}; each needs a twin of its length.", nameof(corrupted));
        if (!HookPoint.IsInLayer(kind) || kind is HookKind.Pattern or HookKind.AttnScores) throw new ArgumentException($"{kind} has no place at each position of each layer; residual streams, head vectors and outputs have.", nameof(kind));
        HookPoint[] points = [.. Enumerable.Range(0, model.Config.Layers).Select(layer => new HookPoint(kind, layer))];
        var keep = HookSelection.Of(points);
        return model.Inspect(corrupted, other => model.Inspect(clean, run =>
        {
            var values = points.Select(point =>
            {
                var estimate = (run.Gradient(point).detach() * (other[point].detach() - run[point].detach())).sum(-1).to(ScalarType.Float64); // [batch, pos] or [batch, pos, head]
                return estimate.contiguous().cpu().data<double>().ToArray();
            }).ToList();
            var heads = run[points[0]].dim() == 4 ? (int)run[points[0]].shape[2] : 1;
            return new GradientAttributionResult(kind.ToString(), values, clean.Rows, clean.Length, heads, model.Record());
        }, new RunOptions { Keep = keep, GradientOf = difference.Sum }), new RunOptions { Keep = keep, Logits = LogitsAt.Nowhere });
    }
}
