namespace Overhear;

/// <summary>How a model is loaded.</summary>
public sealed record LoadOptions
{
    /// <summary>The type of its weights; null takes environment.json's, else float32.</summary>
    public Dtype? Dtype { get; init; }

    /// <summary>The device, <c>cpu</c> or <c>cuda:0</c>; null takes environment.json's, else the CPU.</summary>
    public string? Device { get; init; }

    /// <summary>Whether files are compared with the hashes of environment.json, where it has any.</summary>
    public bool VerifyHashes { get; init; } = true;
}
