namespace Overhear;

/// <summary>Where a planted path ends.</summary>
public enum PlantedInput
{
    /// <summary>In a head's queries.</summary>
    Query,
    /// <summary>In a head's keys.</summary>
    Key,
    /// <summary>In a head's values.</summary>
    Value,
    /// <summary>In the logits.</summary>
    Logits,
}
