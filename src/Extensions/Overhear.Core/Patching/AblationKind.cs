namespace Overhear;

/// <summary>What takes the place of a part's output.</summary>
public enum AblationKind
{
    /// <summary>Zero.</summary>
    Zero,
    /// <summary>The mean over the reference prompts, at each position of its own.</summary>
    Mean,
    /// <summary>The value that the part has in another reference prompt: prompt i gets that of reference prompt i + 1, the last one that of the first.</summary>
    Resample,
}
