namespace Overhear;

/// <summary>One revision of a model that is in the cache, or a model that can be fetched.</summary>
/// <param name="Name">Its short name, or the repository where it has none.</param>
/// <param name="Repository">The Hugging Face repository.</param>
/// <param name="State">How much of it is here.</param>
/// <param name="Revisions">The branches and tags that the cache knows for this commit.</param>
/// <param name="Commit">The commit; null where none is cached.</param>
/// <param name="Bytes">Bytes on the disk; 0 where nothing is there.</param>
public sealed record ListedModel(string Name, string Repository, ModelState State, IReadOnlyList<string> Revisions, string? Commit, long Bytes);
