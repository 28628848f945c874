namespace Overhear;

/// <summary>In what an effect is counted.</summary>
public enum EffectScale
{
    /// <summary>Patched minus plain, in the metric's unit: 0 where the patch does nothing.</summary>
    Raw,

    /// <summary>That over the plain run's mean, in percent (Wang et al. 2022): −100 where nothing of it is left.</summary>
    PercentOfPlain,

    /// <summary>That over the mean difference between the two runs (Merullo et al. 2023, without their factor of −100): 1 where the patch does all that the other prompts do.</summary>
    ShareOfChange,
}
