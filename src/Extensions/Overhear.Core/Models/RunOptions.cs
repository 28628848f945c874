using TorchSharp;

namespace Overhear;

/// <summary>What a run keeps, edits, differentiates, and which part of the model it runs.</summary>
public sealed record RunOptions
{
    /// <summary>The activations to keep; none unless said otherwise.</summary>
    public HookSelection Keep { get; init; } = HookSelection.None;

    /// <summary>Edits, applied as the pass comes by. One that fires nowhere is an error.</summary>
    public IReadOnlyList<Hook> Edits { get; init; } = [];

    /// <summary>Positions at which logits are computed.</summary>
    public LogitsAt Logits { get; init; } = LogitsAt.AllPositions;

    /// <summary>Stop before this layer: <see cref="Run.Residual"/> is what would have entered it. The number of layers runs all of them.</summary>
    public int? StopAtLayer { get; init; }

    /// <summary>Start at this layer from <see cref="StartResidual"/>.</summary>
    public int? StartAtLayer { get; init; }

    /// <summary>The residual stream that enters the layer to start at [batch, pos, d_model].</summary>
    public torch.Tensor? StartResidual { get; init; }

    /// <summary>Logits [batch, pos, vocabulary] → one number; <see cref="Run.Gradient"/> is then its gradient at every kept place.</summary>
    public Func<torch.Tensor, torch.Tensor>? GradientOf { get; init; }

    /// <summary>Keep these, change nothing else.</summary>
    public static RunOptions Keeping(HookSelection keep) => new() { Keep = keep };

    /// <summary>Apply these edits, keep nothing.</summary>
    public static RunOptions Editing(params IEnumerable<Hook> edits) => new() { Edits = [.. edits] };
}
