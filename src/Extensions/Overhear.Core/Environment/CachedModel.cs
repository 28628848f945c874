namespace Overhear;

/// <summary>What the cache has of a repository.</summary>
/// <param name="Folder">The folder of the snapshot; null where there is none.</param>
/// <param name="Commit">Its commit; null where there is none.</param>
/// <param name="Reason">Where it was looked for and what was not there; null where it was found.</param>
sealed record CachedModel(string? Folder, string? Commit, string? Reason)
{
    public static CachedModel Missing(string reason) => new(null, null, reason);
}
