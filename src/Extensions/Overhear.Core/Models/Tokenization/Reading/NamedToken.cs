namespace Overhear;

/// <summary>The token that a file names for a role.</summary>
/// <param name="Content">How it is written; null where the file says that there is none.</param>
/// <param name="Source">The file.</param>
sealed record NamedToken(string? Content, string Source);
