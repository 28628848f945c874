using TorchSharp;
using static TorchSharp.torch;

namespace Overhear;

/// <summary>What one forward pass computed. Its tensors live until the function that reads them returns.</summary>
public sealed class Run
{
    readonly Tensor? logits;
    readonly Tensor? residual;
    readonly IReadOnlyDictionary<HookPoint, Tensor>? gradients;

    readonly TransformerModel model;

    internal Run(TransformerModel model, TokenBatch tokens, ActivationCache cache, Tensor? logits, Tensor? residual, IReadOnlyDictionary<HookPoint, Tensor>? gradients, double? metric, IReadOnlyList<HookReceipt> receipts)
    {
        this.model = model;
        Tokens = tokens;
        Cache = cache;
        Receipts = receipts;
        Metric = metric;
        (this.logits, this.residual, this.gradients) = (logits, residual, gradients);
    }

    /// <summary>The tokens that were run.</summary>
    public TokenBatch Tokens { get; }

    /// <summary>What it was made with.</summary>
    public RunRecord Record => model.Record();

    /// <summary>The activations that were kept.</summary>
    public ActivationCache Cache { get; }

    /// <summary>What each edit did.</summary>
    public IReadOnlyList<HookReceipt> Receipts { get; }

    /// <summary>The number of which gradients were taken; null where none were.</summary>
    public double? Metric { get; }

    /// <summary>Whether it computed logits.</summary>
    public bool HasLogits => logits is not null;

    /// <summary>Logits [batch, pos, vocabulary], or [batch, 1, vocabulary] at the last token.</summary>
    /// <exception cref="InvalidOperationException">The run computed none.</exception>
    public Tensor Logits => logits ?? throw new InvalidOperationException("This run computed no logits: it stopped at a layer, or was asked for none.");

    /// <summary>The residual stream where the run stopped [batch, pos, d_model]: before the layer to stop at, or after the last one.</summary>
    public Tensor Residual => residual!;

    /// <summary>A kept activation; its shape stands with <see cref="HookKind"/>.</summary>
    public Tensor this[HookPoint point] => Cache[point];

    /// <summary>The gradient at a kept place, of that place's shape; 0 where the number does not depend on it.</summary>
    /// <exception cref="InvalidOperationException">The run took no gradients, or did not keep the place.</exception>
    public Tensor Gradient(HookPoint point) => gradients is null
        ? throw new InvalidOperationException("This run took no gradients: give RunOptions.GradientOf a function of the logits.")
        : gradients.TryGetValue(point, out var gradient) ? gradient : throw new InvalidOperationException($"This run did not keep {point}, so it has no gradient there.");

    /// <summary>The gradients by place; null where none were taken.</summary>
    internal IReadOnlyDictionary<HookPoint, Tensor>? Gradients => gradients;

    /// <summary>Natural-log probabilities of the logits, of their shape.</summary>
    public Tensor LogProbabilities() => Logits.log_softmax(-1);
}
