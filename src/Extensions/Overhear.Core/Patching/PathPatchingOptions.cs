namespace Overhear;

/// <summary>How <see cref="PathPatching"/> patches.</summary>
public sealed record PathPatchingOptions
{
    /// <summary>What is held on the way to the receivers.</summary>
    public PathSemantics Semantics { get; init; } = PathSemantics.ThroughMlps;

    /// <summary>What sends; every head where it is null.</summary>
    public IReadOnlyList<PathSender>? Senders { get; init; }

    /// <summary>The senders' position by name (<see cref="TwinPrompts.At"/>): END, S2. Null for all positions.</summary>
    public string? SendersAt { get; init; }

    /// <summary>What is measured beside the prompts' own logit difference, at the same positions.</summary>
    public IReadOnlyList<IAnswerMetric> Metrics { get; init; } = [];

    /// <summary>All heads, all MLPs and the embedding as senders.</summary>
    public static IReadOnlyList<PathSender> Everything(TransformerModel model) =>
        [PathSender.Embedding, .. model.Heads.Select(PathSender.OfHead), .. Enumerable.Range(0, model.Config.Layers).Select(PathSender.OfMlp)];
}
