using TorchSharp;
using static TorchSharp.torch;

namespace Overhear;

/// <summary>Runs a model once, as the options say. What it returns lives in the scope and in the hooks of the caller.</summary>
static class ForwardRunner
{
    public static Run Run(TransformerModel model, TokenBatch tokens, RunOptions options, HookBus hooks)
    {
        var (config, weights, device) = (model.Config, model.Weights, model.TorchDevice);
        var cancellation = Work.Current.Cancellation;
        var (first, end) = (options.StartAtLayer ?? 0, options.StopAtLayer ?? config.Layers);
        var pass = ForwardPass.Start(config, hooks, tokens.PositionTensor(device), tokens.MaskTensor(device), weights.Embed.dtype);

        var differentiate = options.GradientOf is not null;
        Tensor entering;
        if (options.StartResidual is { } given) entering = given.detach().to(weights.Embed.dtype, device);
        else entering = differentiate ? EmbedForGradient(tokens, weights, pass) : Decoder.Embed(tokens.IdTensor(device), weights, pass);
        if (differentiate && options.StartResidual is not null) entering = entering.clone().requires_grad_(true);

        var residual = Decoder.Layers(entering, first, end, weights, pass, cancellation);
        Tensor? logits = null;
        if (end == config.Layers && options.Logits != LogitsAt.Nowhere)
        {
            var read = options.Logits == LogitsAt.AllPositions ? residual : AtLastTokens(residual, tokens, device);
            logits = Decoder.Unembed(read, weights, pass);
        }
        double? metric = null;
        var gradients = differentiate ? Gradients(options.GradientOf!, logits!, hooks.Cache, out metric) : null;
        return new Run(model, tokens, hooks.Cache, logits, residual, gradients, metric, hooks.Receipts());
    }

    /// <summary>The weights need no gradient, so the embedding is where the graph begins.</summary>
    static Tensor EmbedForGradient(TokenBatch tokens, ModelWeights weights, ForwardPass pass)
    {
        var leaf = weights.Embed.index_select(0, tokens.IdTensor(weights.Embed.device).flatten()).view(tokens.Rows, tokens.Length, -1).requires_grad_(true);
        return Decoder.AddPositions(leaf, weights, pass);
    }

    static Tensor AtLastTokens(Tensor residual, TokenBatch tokens, Device device)
    {
        if (!tokens.IsPadded) return residual.narrow(1, tokens.Length - 1, 1);
        var last = tensor(Enumerable.Range(0, tokens.Rows).Select(row => (long)tokens.LastPosition(row)).ToArray(), device: device);
        return residual.gather(1, last.view(-1, 1, 1).expand(tokens.Rows, 1, residual.shape[2]));
    }

    static Dictionary<HookPoint, Tensor> Gradients(Func<Tensor, Tensor> of, Tensor logits, ActivationCache cache, out double? metric)
    {
        var value = of(logits);
        if (value.numel() != 1) throw new ArgumentException($"A gradient is taken of one number; the function returned [{string.Join(", ", value.shape)}]. Sum or average it.");
        metric = value.to(ScalarType.Float64).item<double>();
        var points = cache.Points.Where(p => p.Kind != HookKind.Logits || cache[p].requires_grad).ToList();
        if (points.Count == 0) return [];
        var gradients = autograd.grad([value.sum()], [.. points.Select(p => cache[p])], allow_unused: true);
        return points.Zip(gradients).ToDictionary(p => p.First, p => p.Second is { IsInvalid: false } g ? g : zeros_like(cache[p.First]));
    }
}
