namespace Overhear;

/// <summary>How <see cref="ActivationPatching"/> patches.</summary>
public sealed record ActivationPatchingOptions
{
    /// <summary>Which run is patched with values of which other.</summary>
    public PatchDirection Direction { get; init; } = PatchDirection.CleanIntoCorrupted;

    /// <summary>The positions of a sweep by position, by name (<see cref="TwinPrompts.At"/>): IO, S2, END. All positions of the batch where it is null.</summary>
    public IReadOnlyList<string>? Positions { get; init; }

    /// <summary>Only these heads, where heads are patched; key-value heads for keys and values. All where it is null.</summary>
    public IReadOnlyCollection<HeadId>? Heads { get; init; }

    /// <summary>What is measured beside the prompts' own logit difference, at the same positions.</summary>
    public IReadOnlyList<IAnswerMetric> Metrics { get; init; } = [];
}
