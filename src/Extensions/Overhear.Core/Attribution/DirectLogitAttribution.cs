using TorchSharp;
using static TorchSharp.torch;

namespace Overhear;

/// <summary>
/// Direct logit attribution (Elhage et al. 2021, "A Mathematical Framework for Transformer Circuits"; Wang et al. 2022,
/// arXiv:2211.00593, section 3.1): how much of the logit difference each part of the model writes by itself.
/// </summary>
/// <remarks>
/// The residual stream that leaves the last layer is the sum of what was written to it. The final norm is linear once its divisor is
/// held at what it was in this run, so the logit difference falls apart into shares that sum to it. What a part does through later
/// parts counts as theirs.
/// </remarks>
public static class DirectLogitAttribution
{
    /// <summary>The shares of each prompt.</summary>
    /// <param name="model">The model.</param>
    /// <param name="tokens">The prompts.</param>
    /// <param name="metric">The answers and where they are read.</param>
    /// <returns>Shares in logits; positive is for the correct token, against the wrong one.</returns>
    /// <remarks>One forward pass; shares are computed in float64 from what the run wrote.</remarks>
    /// <exception cref="ArgumentException">The answers do not fit the prompts or the model; the message lists every problem.</exception>
    public static DirectLogitAttributionResult Of(TransformerModel model, TokenBatch tokens, LogitDifference metric)
    {
        metric.Require(model, tokens);
        var c = model.Config;
        var keep = HookSelection.Kinds(HookKind.Embed, HookKind.PosEmbed, HookKind.Z, HookKind.MlpOut);
        return model.Inspect(tokens, run =>
        {
            var (direction, constant) = (Direction(model, run, metric), Constant(model, metric));
            Tensor Share(Tensor written) => (written * direction).sum(-1);
            double[] OfPlace(HookPoint point) => Numbers(Share(metric.Rows(run[point], tokens)));
            var (mlps, biases) = (new List<PromptValues>(), new List<PromptValues>());
            for (var layer = 0; layer < c.Layers; layer++)
            {
                Work.Current.Step("Direct logit attribution", layer, c.Layers);
                mlps.Add(new PromptValues(OfPlace(HookPoint.MlpOut(layer))));
                biases.Add(new PromptValues(model.Weights.Blocks[layer].OBias is { } bias ? Numbers(Share(bias.detach().to(ScalarType.Float64))) : new double[tokens.Rows]));
            }
            Work.Current.Step("Direct logit attribution", c.Layers, c.Layers);
            return new DirectLogitAttributionResult(
                metric.Read(model, run), new PromptValues(OfPlace(HookPoint.Embed)), c.LearnedPositions ? new PromptValues(OfPlace(HookPoint.PosEmbed)) : null,
                new HeadEffects("share of the logit difference", LogitDifference.Unit, OfHeads(model, run, metric, direction)), mlps, biases, new PromptValues(constant), model.Record());
        }, new RunOptions { Keep = keep, Logits = LogitsAt.Nowhere });
    }

    /// <summary>The shares of the heads alone, of a run that kept their weighted values (z), whatever was edited in it [layer, head, prompt].</summary>
    internal static double[,,] OfHeads(TransformerModel model, Run run, LogitDifference metric)
    {
        using var scope = NewDisposeScope();
        return OfHeads(model, run, metric, Direction(model, run, metric));
    }

    static double[,,] OfHeads(TransformerModel model, Run run, LogitDifference metric, Tensor direction)
    {
        var c = model.Config;
        var heads = new double[c.Layers, c.Heads, run.Tokens.Rows];
        for (var layer = 0; layer < c.Layers; layer++)
        {
            using var scope = NewDisposeScope();
            // z · (W_O · direction): [batch, head, d_head] each
            var read = einsum("dhe,bd->bhe", model.Weights.Blocks[layer].O.detach().to(ScalarType.Float64).view(c.DModel, c.Heads, c.DHead), direction);
            var shares = Numbers((metric.Rows(run[HookPoint.Z(layer)], run.Tokens) * read).sum(-1));
            for (var i = 0; i < shares.Length; i++) heads[layer, i % c.Heads, i / c.Heads] = shares[i];
        }
        return heads;
    }

    /// <summary>What a vector of the residual stream is multiplied with to give its share [batch, d_model].</summary>
    static Tensor Direction(TransformerModel model, Run run, LogitDifference metric)
    {
        using var scope = NewDisposeScope();
        var direction = metric.Direction(model);
        if (model.Weights.FinalWeight is { } weight) direction = direction * weight.detach().to(ScalarType.Float64);
        // (x - mean x) · u = x · (u - mean u)
        if (model.Config.Norm == NormKind.LayerNorm) direction = direction - direction.mean([-1], keepdim: true);
        return (direction / Norm.Scale(metric.Rows(run.Residual, run.Tokens), model.Config)).MoveToOuterDisposeScope();
    }

    /// <summary>What no input changes: the final norm's and the unembedding's biases.</summary>
    static double[] Constant(TransformerModel model, LogitDifference metric)
    {
        using var scope = NewDisposeScope();
        var direction = metric.Direction(model);
        var constant = model.Weights.FinalBias is { } bias ? (direction * bias.detach().to(ScalarType.Float64)).sum(-1) : direction.sum(-1).zero_();
        return Numbers(metric.Bias(model) is { } own ? constant.Plus(own) : constant);
    }

    static double[] Numbers(Tensor values) => values.cpu().contiguous().data<double>().ToArray();
}
