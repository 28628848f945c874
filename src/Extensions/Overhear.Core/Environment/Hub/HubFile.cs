namespace Overhear;

/// <summary>A file of a model on the hub.</summary>
/// <param name="Name">Its name in the model's folder.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Hash">What its bytes must give: a SHA-256 of 64 hexadecimal digits, or of small files git's SHA-1 of 40.</param>
/// <param name="IsCached">Whether the cache has it whole.</param>
public sealed record HubFile(string Name, long Bytes, string Hash, bool IsCached);
