namespace Overhear;

/// <summary>A path that was planted: what one head writes, another one or the unembedding reads. Plain data.</summary>
/// <param name="Sender">The head that writes; null for the embedding.</param>
/// <param name="Receiver">The head that reads; null for the logits.</param>
/// <param name="Input">By what it reads.</param>
/// <param name="Channel">The subspace over which the path goes.</param>
/// <param name="Tasks">The tasks whose answers need it.</param>
public sealed record PlantedPath(HeadId? Sender, HeadId? Receiver, PlantedInput Input, string Channel, IReadOnlyList<string> Tasks)
{
    /// <summary>For instance: 2.0 → query of 3.0 over preference.</summary>
    public override string ToString() =>
        $"{Sender?.ToString() ?? "embedding"} → {(Receiver is { } head ? $"{Input.ToString().ToLowerInvariant()} of {head}" : "logits")} over {Channel}";
}
