using TorchSharp;
using static TorchSharp.torch;

namespace Overhear;

/// <summary>
/// Attribution patching (Nanda 2023; Syed, Rager, Conmy 2023, arXiv:2310.10348, section 2): a first-order estimate of what activation
/// patching would do, for every place at once. The gradient of the logit difference at the clean run times (corrupted minus clean).
/// </summary>
/// <remarks>
/// An approximation, not patching: it is exact only where the rest of the model is linear. Direction: corrupted into clean. In logits;
/// positive raises the logit difference of the clean prompt, 0 leaves it. Not normalised.
/// </remarks>
public static class GradientAttribution
{
    static readonly HookKind[] whole = [HookKind.ResidPre, HookKind.ResidMid, HookKind.ResidPost, HookKind.AttnOut, HookKind.MlpOut];
    static readonly HookKind[] byHead = [HookKind.Z, HookKind.Q, HookKind.K, HookKind.V];

    /// <summary>The attribution of every layer, position and, where the place has heads, head.</summary>
    /// <param name="model">The model.</param>
    /// <param name="clean">The clean prompts.</param>
    /// <param name="corrupted">Their corrupted twins, row by row, token by token.</param>
    /// <param name="metric">The answers of the clean prompts and where they are read.</param>
    /// <param name="kind">The place: ResidPre, ResidMid, ResidPost, AttnOut, MlpOut, or with heads Z, Q, K, V.</param>
    /// <remarks>Two forward passes and one backward pass, whatever the number of places.</remarks>
    /// <exception cref="ArgumentException">The twins differ in form, the answers do not fit, or the place is none of those; the message says what is allowed.</exception>
    public static GradientAttributionResult Of(TransformerModel model, TokenBatch clean, TokenBatch corrupted, LogitDifference metric, HookKind kind = HookKind.Z)
    {
        metric.Require(model, clean);
        if (!whole.Contains(kind) && !byHead.Contains(kind)) throw new ArgumentException($"{kind} cannot be attributed to; {string.Join(", ", whole.Concat(byHead))} can.", nameof(kind));
        if (HookShape.WhyMissing(model.Config, new HookPoint(kind, 0)) is { } why) throw new ArgumentException($"{model.Name} has no {kind}. {why}", nameof(kind));
        TwinBatches.Require(clean, corrupted);
        var c = model.Config;
        var heads = kind switch { HookKind.Z or HookKind.Q => c.Heads, HookKind.K or HookKind.V => c.KeyValueHeads, _ => 1 };
        var (values, keep) = (new double[c.Layers, clean.Rows, clean.Length, heads], HookSelection.Kinds(kind));
        Work.Current.Step("Attribution patching", 0, 2);
        model.Inspect(corrupted, other =>
        {
            Work.Current.Step("Attribution patching", 1, 2);
            return model.Inspect(clean, run =>
            {
                for (var layer = 0; layer < c.Layers; layer++)
                {
                    using var scope = NewDisposeScope();
                    var point = new HookPoint(kind, layer);
                    var change = other[point].to(ScalarType.Float64) - run[point].detach().to(ScalarType.Float64);
                    var numbers = (run.Gradient(point).to(ScalarType.Float64) * change).sum(-1).cpu().contiguous().data<double>().ToArray(); // [batch, pos] or [batch, pos, head]
                    Buffer.BlockCopy(numbers, 0, values, layer * numbers.Length * sizeof(double), numbers.Length * sizeof(double));
                }
                return 0;
            }, new RunOptions { Keep = keep, GradientOf = logits => metric.Sum(logits, clean) });
        }, new RunOptions { Keep = keep, Logits = LogitsAt.Nowhere });
        Work.Current.Step("Attribution patching", 2, 2);
        return new GradientAttributionResult(kind, HasHeads(kind), values, model.Record());
    }

    /// <summary>Whether a place has heads.</summary>
    internal static bool HasHeads(HookKind kind) => byHead.Contains(kind);
}
