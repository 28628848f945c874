using TorchSharp;
using static TorchSharp.torch;

namespace Overhear;

/// <summary>The one decoder of all families: plain functions over tensors, from token ids to the residual stream to logits.</summary>
static class Decoder
{
    /// <param name="tokens">Token ids [batch, pos].</param>
    /// <returns>The residual stream that enters layer 0 [batch, pos, d_model].</returns>
    public static Tensor Embed(Tensor tokens, ModelWeights w, ForwardPass run)
    {
        using var scope = NewDisposeScope();
        var embed = w.Embed.index_select(0, tokens.flatten()).view([.. tokens.shape, run.Config.DModel]);
        return AddPositions(embed, w, run).MoveToOuterDisposeScope();
    }

    /// <param name="embed">Token embeddings [batch, pos, d_model].</param>
    /// <returns>The residual stream that enters layer 0 [batch, pos, d_model].</returns>
    public static Tensor AddPositions(Tensor embed, ModelWeights w, ForwardPass run)
    {
        using var scope = NewDisposeScope();
        embed = run.Hooks.Pass(HookKind.Embed, null, embed);
        if (w.Positions is null) return embed.alias().MoveToOuterDisposeScope();
        var rows = w.Positions.index_select(0, run.Positions.Plus(run.Config.PositionOffset).flatten()).view(embed.shape);
        if (run.Hooks.Differentiates) rows = rows.requires_grad_(true); // a leaf of its own: the table is shared by all runs
        return embed.Plus(run.Hooks.Pass(HookKind.PosEmbed, null, rows)).MoveToOuterDisposeScope();
    }

    /// <summary>Runs layers <paramref name="first"/> up to, not including, <paramref name="end"/>.</summary>
    /// <param name="residual">[batch, pos, d_model]</param>
    /// <param name="cancellation">Looked at before each layer.</param>
    public static Tensor Layers(Tensor residual, int first, int end, ModelWeights w, ForwardPass run, CancellationToken cancellation)
    {
        using var scope = NewDisposeScope();
        var current = residual.alias();
        for (var layer = first; layer < end; layer++)
        {
            cancellation.ThrowIfCancellationRequested();
            var next = Layer(current, w.Blocks[layer], layer, run);
            current.Dispose(); // autograd keeps what a gradient needs
            current = next;
        }
        return current.MoveToOuterDisposeScope();
    }

    static Tensor Layer(Tensor residual, BlockWeights w, int layer, ForwardPass run)
    {
        using var scope = NewDisposeScope();
        var (c, hooks) = (run.Config, run.Hooks);
        var pre = hooks.Pass(HookKind.ResidPre, layer, residual);
        var attention = Attention.Apply(pre, Norm.Apply(pre, w.Ln1Weight, w.Ln1Bias, c, hooks, new(HookKind.Ln1Scale, HookKind.Ln1Normalized, layer)), w, layer, run);
        var mid = c.ParallelBlocks ? pre : hooks.Pass(HookKind.ResidMid, layer, pre.Plus(attention));
        var mlpIn = hooks.Pass(HookKind.MlpIn, layer, mid);
        var mlp = Mlp.Apply(Norm.Apply(mlpIn, w.Ln2Weight, w.Ln2Bias, c, hooks, new(HookKind.Ln2Scale, HookKind.Ln2Normalized, layer)), w, layer, run);
        var post = c.ParallelBlocks ? pre.Plus(attention).Plus(mlp) : mid.Plus(mlp);
        return hooks.Pass(HookKind.ResidPost, layer, post).MoveToOuterDisposeScope();
    }

    /// <param name="residual">The last residual stream [batch, pos, d_model].</param>
    /// <returns>Logits [batch, pos, vocabulary].</returns>
    public static Tensor Unembed(Tensor residual, ModelWeights w, ForwardPass run)
    {
        using var scope = NewDisposeScope();
        var normed = Norm.Apply(residual, w.FinalWeight, w.FinalBias, run.Config, run.Hooks, new(HookKind.FinalScale, HookKind.FinalNormalized, null));
        normed = run.Hooks.Pass(HookKind.UnembedIn, null, normed);
        return run.Hooks.Pass(HookKind.Logits, null, Linear.Apply(normed, w.Unembed, w.UnembedBias)).MoveToOuterDisposeScope();
    }

    /// <summary>The final norm and the unembedding of any residual stream, with no hook points.</summary>
    /// <param name="residual">[..., d_model]</param>
    /// <param name="scaledAs">The residual stream whose divisor the norm takes [..., d_model]; null for its own.</param>
    /// <returns>[..., vocabulary]</returns>
    public static Tensor UnembedPlainly(Tensor residual, ModelWeights w, TransformerConfig config, Tensor? scaledAs = null)
    {
        var normed = scaledAs is null
            ? Norm.Apply(residual, w.FinalWeight, w.FinalBias, config)
            : Norm.ApplyScaledAs(residual, scaledAs, w.FinalWeight, w.FinalBias, config);
        return Linear.Apply(normed, w.Unembed, w.UnembedBias);
    }
}
