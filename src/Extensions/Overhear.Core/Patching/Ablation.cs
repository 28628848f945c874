using TorchSharp;
using static TorchSharp.torch;

namespace Overhear;

/// <summary>
/// Ablation of each head and each MLP in turn, at all positions, everything after it live: what the logit difference is without it.
/// Of a head its weighted values (z) are replaced, of an MLP its output.
/// </summary>
/// <remarks>
/// Mean ablation follows Wang et al. 2022 (arXiv:2211.00593, section 2.2), resample ablation Chan et al. 2022 ("Causal scrubbing"), with
/// a fixed choice of the prompt to take from in place of a random one. One forward pass, and for each head and MLP one from its layer
/// on; the other two kinds need one more over the reference prompts. Unpatched and patched runs go through the same batch.
/// </remarks>
public static class Ablation
{
    /// <summary>Sets each output to 0.</summary>
    /// <param name="model">The model.</param>
    /// <param name="tokens">The prompts.</param>
    /// <param name="metric">The answers and where they are read.</param>
    /// <exception cref="ArgumentException">The answers do not fit the prompts or the model; the message lists every problem.</exception>
    public static AblationResult Zero(TransformerModel model, TokenBatch tokens, LogitDifference metric)
    {
        metric.Require(model, tokens);
        return Sweep(model, tokens, metric, AblationKind.Zero, (_, before) => zeros_like(before));
    }

    /// <summary>The logit difference with one head's output set to 0.</summary>
    /// <param name="model">The model.</param>
    /// <param name="tokens">The prompts.</param>
    /// <param name="metric">The answers and where they are read.</param>
    /// <param name="head">The head.</param>
    /// <returns>In logits, prompt by prompt: what <see cref="Zero"/> says of that head.</returns>
    /// <remarks>One forward pass.</remarks>
    /// <exception cref="ArgumentException">There is no such head, or the answers do not fit the prompts or the model; the message lists every problem.</exception>
    public static PromptValues ZeroHead(TransformerModel model, TokenBatch tokens, LogitDifference metric, HeadId head)
    {
        metric.Require(model, tokens);
        model.Require(head);
        var edit = new Hook(HookPoint.Z(head.Layer), z =>
        {
            z.select(2, head.Head).zero_();
            return z;
        });
        return model.Inspect(tokens, run => metric.Read(model, run), new RunOptions { Edits = [edit], Logits = LogitsAt.Nowhere })
            .As($"logit difference with head {head} ablated", LogitDifference.Unit, model.Record());
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
        return WithReference(model, reference, run => Sweep(model, tokens, metric, AblationKind.Mean, (point, before) => run[point].mean([0], keepdim: true).expand(before.shape)));
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
        return WithReference(model, reference, run => Sweep(model, tokens, metric, AblationKind.Resample, (point, _) => run[point].roll([-1], [0])));
    }

    static void RequireAligned(TokenBatch tokens, TokenBatch reference)
    {
        if (tokens.Length != reference.Length) throw new ArgumentException($"The prompts have {tokens.Length} tokens, the reference prompts {reference.Length}; values are exchanged position by position, so they have to be as long.", nameof(reference));
        if (tokens.IsPadded || reference.IsPadded) throw new ArgumentException("Prompts or reference prompts are padded, so a position is not the same place in all of them. Ablate prompts of one length at a time.", nameof(reference));
    }

    static AblationResult WithReference(TransformerModel model, TokenBatch reference, Func<Run, AblationResult> sweep) =>
        model.Inspect(reference, sweep, new RunOptions { Keep = HookSelection.Kinds(HookKind.Z, HookKind.MlpOut), Logits = LogitsAt.Nowhere });

    /// <param name="instead">A place and what stands there [batch, pos, ...] → what shall stand there, of that shape.</param>
    internal static AblationResult Sweep(TransformerModel model, TokenBatch tokens, LogitDifference metric, AblationKind kind, Func<HookPoint, Tensor, Tensor> instead)
    {
        var c = model.Config;
        var (heads, mlps, done, total) = (new double[c.Layers, c.Heads, tokens.Rows], new List<PromptValues>(), 0, c.Layers * (c.Heads + 1));
        return model.Inspect(tokens, plain =>
        {
            PromptValues Run(HookPoint point, Func<Tensor, Tensor> edit)
            {
                Work.Current.Step("Ablation", done++, total);
                var layer = point.Layer!.Value;
                return model.Inspect(tokens, run => metric.Read(model, run), new RunOptions
                {
                    StartAtLayer = layer, StartResidual = plain[HookPoint.ResidPre(layer)], Edits = [new Hook(point, edit)], Logits = LogitsAt.Nowhere,
                });
            }
            for (var layer = 0; layer < c.Layers; layer++)
            {
                for (var h = 0; h < c.Heads; h++)
                {
                    var (point, head) = (HookPoint.Z(layer), h);
                    var values = Run(point, z =>
                    {
                        z.select(2, head).copy_(instead(point, z).select(2, head));
                        return z;
                    }).Values;
                    for (var row = 0; row < tokens.Rows; row++) heads[layer, head, row] = values[row];
                }
                var mlp = HookPoint.MlpOut(layer);
                mlps.Add(Run(mlp, before => instead(mlp, before)));
            }
            Work.Current.Step("Ablation", total, total);
            var result = new HeadEffects("logit difference with the head ablated", LogitDifference.Unit, heads);
            return new AblationResult(kind, metric.Read(model, plain), result, mlps, model.Record());
        }, new RunOptions { Keep = HookSelection.Kinds(HookKind.ResidPre), Logits = LogitsAt.Nowhere });
    }
}
