using TorchSharp;
using static TorchSharp.torch;

namespace Overhear;

/// <summary>
/// Direct logit attribution (Elhage et al. 2021, "A Mathematical Framework for Transformer Circuits"; nostalgebraist 2020): the logit
/// difference is a sum over everything that was written to the residual stream, once the final norm's scale is taken as it was.
/// </summary>
/// <remarks>
/// With s the norm's scale, w its weight and u = w ⊙ (W_U[correct] − W_U[wrong]) / s, a part x adds (x − mean x) · u, where RMS norms
/// subtract no mean. Heads are read off z · (W_O u), so that what each head writes is never formed. One forward pass; sums in float64.
/// It tells what a part does directly, not what it does through later parts.
/// </remarks>
public static class DirectLogitAttribution
{
    /// <summary>Splits the logit difference of every prompt.</summary>
    /// <param name="model">Any model.</param>
    /// <param name="tokens">The prompts.</param>
    /// <param name="difference">Right and wrong tokens, and where they are said from.</param>
    /// <returns>Shares of embedding, positions, heads, biases, MLPs and constant that sum to the logit difference.</returns>
    /// <exception cref="ArgumentException">The prompts and the difference do not fit each other or the model; the message lists every problem.</exception>
    public static DirectLogitAttributionResult Of(TransformerModel model, TokenBatch tokens, LogitDifference difference)
    {
        difference.Check(tokens, model.Config);
        var keep = HookSelection.Kinds(HookKind.Embed, HookKind.PosEmbed, HookKind.Z, HookKind.MlpOut, HookKind.FinalScale);
        return model.Inspect(tokens, run => Split(model, run, difference), new RunOptions { Keep = keep });
    }

    static DirectLogitAttributionResult Split(TransformerModel model, Run run, LogitDifference difference)
    {
        var (c, w) = (model.Config, model.Weights);
        var shares = new List<LogitShare>();
        var (direction, constant) = Direction(model, run, difference);
        void Add(string part, LogitShareKind kind, int? layer, HeadId? head, Tensor values) => shares.Add(new LogitShare(part, kind, layer, head, values.cpu().data<double>().ToArray()));
        Tensor Along(Tensor written) => (written * direction).sum(-1); // [batch, d_model] → [batch]

        Add("embedding", LogitShareKind.Embedding, null, null, Along(difference.Row(run[HookPoint.Embed])));
        if (c.LearnedPositions) Add("position", LogitShareKind.Position, null, null, Along(difference.Row(run[HookPoint.PosEmbed])));
        for (var layer = 0; layer < c.Layers; layer++)
        {
            Work.Current.Step("Direct logit attribution", layer, c.Layers);
            var block = w.Blocks[layer];
            var reading = direction.mm(block.O.to(ScalarType.Float64)).view(-1, c.Heads, c.DHead); // [batch, head, d_head] = W_O u
            var heads = (difference.Row(run[HookPoint.Z(layer)]) * reading).sum(-1);              // [batch, head]
            for (var head = 0; head < c.Heads; head++) Add($"{layer}.{head}", LogitShareKind.Head, layer, new HeadId(layer, head), heads.select(1, head).contiguous());
            if (block.OBias is { } bias) Add($"bias of attention {layer}", LogitShareKind.AttentionBias, layer, null, Along(bias.to(ScalarType.Float64)));
            Add($"MLP {layer}", LogitShareKind.Mlp, layer, null, Along(difference.Row(run[HookPoint.MlpOut(layer)])));
        }
        Work.Current.Step("Direct logit attribution", c.Layers, c.Layers);
        Add("constant", LogitShareKind.Constant, null, null, constant);
        return new DirectLogitAttributionResult(shares, difference.Of(run.Logits), c.Layers, c.Heads, model.Record());
    }

    /// <returns>What a written vector is multiplied by [batch, d_model], and what the biases add [batch].</returns>
    static (Tensor Direction, Tensor Constant) Direction(TransformerModel model, Run run, LogitDifference difference)
    {
        var w = model.Weights;
        Tensor Rows(Tensor table, IReadOnlyList<int> ids) => table.index_select(0, tensor(ids.Select(id => (long)id).ToArray(), device: table.device)).to(ScalarType.Float64);
        var between = Rows(w.Unembed, difference.Correct) - Rows(w.Unembed, difference.Wrong); // [batch, d_model]
        var constant = w.FinalBias is { } shift ? between.mv(shift.to(ScalarType.Float64)) : between.select(1, 0).new_zeros(between.shape[0]);
        if (w.UnembedBias is { } bias) constant = constant.Plus(Rows(bias, difference.Correct) - Rows(bias, difference.Wrong));
        var direction = w.FinalWeight is { } gain ? between * gain.to(ScalarType.Float64) : between;
        // Subtracting the mean of what is written is subtracting that of what it is multiplied by.
        if (model.Config.Norm == NormKind.LayerNorm) direction = direction - direction.mean([-1], keepdim: true);
        return (direction / difference.Row(run[HookPoint.FinalScale]), constant);
    }
}
