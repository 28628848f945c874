namespace Overhear;

/// <summary>On what a paper's quantities are measured.</summary>
public sealed record PaperOptions
{
    /// <summary>How many prompts are drawn; at least 2.</summary>
    public int Prompts { get; init; } = 200;

    /// <summary>What they are drawn by; the same gives the same numbers.</summary>
    public long Seed { get; init; }

    /// <summary>A folder with the files that papers released, such as <see cref="ReleasedColoredObjects.FileName"/>; null where there is none.</summary>
    public string? DataFolder { get; init; }
}
