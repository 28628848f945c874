namespace Overhear;

/// <summary>What takes the place of an ablated output.</summary>
public enum AblationKind
{
    /// <summary>0.</summary>
    Zero,
    /// <summary>Its mean over a set of reference prompts, at each position.</summary>
    Mean,
    /// <summary>Its mean over the reference prompts of the same template, at each position.</summary>
    TemplateMean,
    /// <summary>Its value on the next reference prompt, after the last one on the first.</summary>
    Resample,
}
