namespace Overhear;

/// <summary>Which run is patched with values of which other.</summary>
public enum PatchDirection
{
    /// <summary>The clean prompts run, with values of the corrupted ones: what breaks the answer.</summary>
    CorruptedIntoClean,

    /// <summary>The corrupted prompts run, with values of the clean ones: what mends the answer.</summary>
    CleanIntoCorrupted,

    /// <summary>There is no other run: something of the prompts' own run is cut.</summary>
    Neither,
}
