namespace Overhear;

/// <summary>A subspace that heads write.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Tasks">The tasks for which it is read; null for all.</param>
sealed record SubspaceDescription(string Name, IReadOnlyList<string>? Tasks = null);
