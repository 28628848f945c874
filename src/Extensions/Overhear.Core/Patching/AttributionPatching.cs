namespace Overhear;

/// <summary>
/// Attribution patching (Nanda 2023; Kramár et al. 2024, arXiv:2403.00745): a gradient estimates what patching each head would do, and
/// exact patches check the largest estimates and some of the rest, which bounds what the estimates missed.
/// </summary>
public static class AttributionPatching
{
    /// <summary>Estimates for all heads at all positions, corrupted into clean, with exact checks.</summary>
    /// <param name="model">The model.</param>
    /// <param name="twins">Clean prompts and their corrupted twins.</param>
    /// <param name="top">How many of the largest estimates are checked; at least 1.</param>
    /// <param name="sample">How many heads are drawn from the rest and checked; all where there are fewer.</param>
    /// <param name="seed">Any number; the same draws the same heads.</param>
    /// <remarks>Two forward passes and a backward one, two more for the checks, and of each checked head the layers behind it.</remarks>
    /// <exception cref="ArgumentException">Prompts, twins or metric do not fit, or nothing is to be checked; the message lists every problem.</exception>
    public static AttributionPatchingResult OfHeads(TransformerModel model, TwinPrompts twins, int top = 10, int sample = 20, long seed = 0)
    {
        if (top < 1 || sample < 0) throw new ArgumentException($"{top} of the largest estimates and {sample} others are to be checked; at least 1 and 0 can be.");
        PatchChecks.Require(model, twins, [twins.Metric]);
        var estimates = GradientAttribution.Of(model, twins.Clean, twins.Corrupted, twins.Metric, HookKind.Z).ByHead();
        var ranked = estimates.Heads.OrderByDescending(head => Math.Abs(estimates[head].Mean)).ToList();
        HeadId[] largest = [.. ranked.Take(top)], rest = [.. ranked.Skip(top)];
        HeadId[] drawn = [.. new SeededRandom(seed).Sample(rest, Math.Min(sample, rest.Length))];
        var exact = new ActivationSweep(model, twins, HookKind.Z, new ActivationPatchingOptions { Direction = PatchDirection.CorruptedIntoClean, Heads = [.. largest, .. drawn] }).ByHead();
        AttributionCheckRow Row(HeadId head, bool isTop) => new(head, isTop, estimates[head], exact.Effect(head.Layer, head.Head));
        return new AttributionPatchingResult(estimates, [.. largest.Select(head => Row(head, true)), .. drawn.Select(head => Row(head, false))], model.Record(seed));
    }
}
