namespace Overhear;

/// <summary>How much of a model is on this machine.</summary>
public enum ModelState
{
    /// <summary>It is in the cache and can be loaded.</summary>
    Cached,

    /// <summary>Parts of it are in the cache: a fetch that was stopped, or files that other software brought.</summary>
    Partial,

    /// <summary>It is not in the cache and can be fetched.</summary>
    Fetchable,
}
