using TorchSharp;
using static TorchSharp.torch;

namespace Overhear;

/// <summary>
/// Ablation of each head and each MLP in turn, at all positions, everything after it live: what the logit difference is without it.
/// Of a head its weighted values (z) are replaced, of an MLP its output.
/// </summary>
/// <remarks>
/// Mean ablation follows Wang et al. 2022 (arXiv:2211.00593, section 2.2), resample ablation Chan et al. 2022 ("Causal scrubbing"), with
/// a fixed choice of the prompt to take from in place of a random one. One forward pass, and of each head and MLP the layers behind it, many
/// at a time; means and other prompts' values need one more over the reference prompts.
/// </remarks>
public static class Ablation
{
    /// <summary>Sets each output to 0.</summary>
    /// <param name="model">The model.</param>
    /// <param name="tokens">The prompts.</param>
    /// <param name="metric">The answers and where they are read.</param>
    /// <exception cref="ArgumentException">The answers do not fit the prompts or the model; the message lists every problem.</exception>
    public static AblationResult Zero(TransformerModel model, TokenBatch tokens, LogitDifference metric) => Sweep(model, tokens, metric, AblationKind.Zero, (_, plain, _) => zeros_like(plain));

    /// <summary>The logit difference with one head's output set to 0.</summary>
    /// <param name="model">The model.</param>
    /// <param name="tokens">The prompts.</param>
    /// <param name="metric">The answers and where they are read.</param>
    /// <param name="head">The head.</param>
    /// <returns>In logits, prompt by prompt: what <see cref="Zero"/> says of that head.</returns>
    /// <remarks>One forward pass, and the layers behind the head.</remarks>
    /// <exception cref="ArgumentException">There is no such head, or the answers do not fit the prompts or the model; the message lists every problem.</exception>
    public static PromptValues ZeroHead(TransformerModel model, TokenBatch tokens, LogitDifference metric, HeadId head)
    {
        var options = new PathPatchingOptions { Semantics = PathSemantics.Live, Senders = [PathSender.OfHead(head)] };
        return Run(model, new TwinPrompts(tokens, tokens, metric), options, (_, plain, _) => zeros_like(plain)).Patched(head.Layer, head.Head).As($"logit difference with head {head} ablated", LogitDifference.Unit, model.Record());
    }

    /// <summary>Sets each output to its mean over reference prompts, at each position.</summary>
    /// <param name="model">The model.</param>
    /// <param name="tokens">The prompts, without padding.</param>
    /// <param name="metric">The answers and where they are read.</param>
    /// <param name="reference">The prompts over which the mean is taken: as long, without padding; any number of them.</param>
    /// <exception cref="ArgumentException">The answers do not fit, or the reference prompts are of another length or padded.</exception>
    public static AblationResult Mean(TransformerModel model, TokenBatch tokens, LogitDifference metric, TokenBatch reference)
    {
        metric.Require(model, tokens);
        RequireAligned(tokens, reference);
        return ReferenceMeans.Use(model, reference, new int[reference.Rows], replaced, means => Sweep(model, tokens, metric, AblationKind.Mean, (point, plain, _) => means(point).expand(plain.shape)));
    }

    /// <summary>Sets each output to its mean over the twins of the prompts of the same template, at each position.</summary>
    /// <param name="model">The model.</param>
    /// <param name="set">The prompts. Those of one template have their words at the same places; else they count as of several.</param>
    /// <param name="twin">The twins over which means are taken: <see cref="IndirectObject.Abc"/>.</param>
    /// <returns>With how many prompts the template with the fewest of them has: a mean over few says little.</returns>
    /// <exception cref="ArgumentException">A prompt has no such twin.</exception>
    public static AblationResult TemplateMean(TransformerModel model, TaskSet set, string twin)
    {
        var (reference, groups) = (set.Twin(twin), TemplateMeans.Groups(set));
        TwinBatches.Require(set.Batch, reference);
        return ReferenceMeans.Use(model, reference, groups, replaced, means => Sweep(model, set.Batch, set.Metric, AblationKind.TemplateMean, TemplateMeans.Instead(means, groups), TemplateMeans.Smallest(groups)));
    }

    /// <summary>Sets each output to its value on the next reference prompt: that of prompt 0 to that of reference prompt 1, and the last one's to that of 0.</summary>
    /// <param name="model">The model.</param>
    /// <param name="tokens">The prompts, without padding.</param>
    /// <param name="metric">The answers and where they are read.</param>
    /// <param name="reference">The prompts from which values are taken: as many and as long, without padding; at least 2.</param>
    /// <exception cref="ArgumentException">The answers do not fit, or the reference prompts are of another number or length or padded.</exception>
    public static AblationResult Resample(TransformerModel model, TokenBatch tokens, LogitDifference metric, TokenBatch reference)
    {
        metric.Require(model, tokens);
        RequireAligned(tokens, reference);
        if (reference.Rows != tokens.Rows || tokens.Rows < 2) throw new ArgumentException($"There are {tokens.Rows} prompts and {reference.Rows} reference prompts; resampling needs as many of these as of those, and at least 2.", nameof(reference));
        var next = TokenBatch.FromIds(Enumerable.Range(1, reference.Rows).Select(row => Enumerable.Range(0, reference.Length).Select(at => reference.Id(row % reference.Rows, at))));
        return Of(model, new TwinPrompts(tokens, next, metric), AblationKind.Resample, null, 0);
    }

    static readonly IReadOnlyList<HookKind> replaced = [HookKind.Z, HookKind.MlpOut];

    static void RequireAligned(TokenBatch tokens, TokenBatch reference)
    {
        if (tokens.Length != reference.Length) throw new ArgumentException($"The prompts have {tokens.Length} tokens, the reference prompts {reference.Length}; values are exchanged position by position, so they have to be as long.", nameof(reference));
        if (tokens.IsPadded || reference.IsPadded) throw new ArgumentException("Prompts or reference prompts are padded, so a position is not the same place in all of them. Ablate prompts of one length at a time.", nameof(reference));
    }

    /// <param name="instead">What takes the place of each output.</param>
    /// <param name="smallestTemplate">How many prompts the template with the fewest of them has; 0 where means are not by template.</param>
    internal static AblationResult Sweep(TransformerModel model, TokenBatch tokens, LogitDifference metric, AblationKind kind, SourceValues instead, int smallestTemplate = 0) =>
        Of(model, new TwinPrompts(tokens, tokens, metric), kind, instead, smallestTemplate);

    static AblationResult Of(TransformerModel model, TwinPrompts twins, AblationKind kind, SourceValues? instead, int smallestTemplate)
    {
        var c = model.Config;
        var options = new PathPatchingOptions { Semantics = PathSemantics.Live, Senders = [.. model.Heads.Select(PathSender.OfHead), .. Enumerable.Range(0, c.Layers).Select(PathSender.OfMlp)] };
        var found = Run(model, twins, options, instead);
        var heads = new double[c.Layers, c.Heads, twins.Count];
        foreach (var head in model.Heads)
            foreach (var (row, value) in found.Patched(head.Layer, head.Head).Values.Index()) heads[head.Layer, head.Head, row] = value;
        return new AblationResult(
            kind, found.Plain, new HeadEffects("logit difference with the head ablated", LogitDifference.Unit, heads), [.. Enumerable.Range(0, c.Layers).Select(layer => found.Patched(layer, c.Heads))], found.Changes, smallestTemplate, model.Record());
    }

    internal static PatchingResult Run(TransformerModel model, TwinPrompts twins, PathPatchingOptions options, SourceValues? instead) => PathSweep.Run(model, twins, [], null, options, instead, "Ablation");
}
