namespace Overhear;

/// <summary>What the hub says of one revision of a repository.</summary>
/// <param name="Commit">The commit that the revision means, 40 hexadecimal digits.</param>
/// <param name="FileNames">Every file of it, as the hub spells them: nothing is known of these texts yet.</param>
sealed record HubRepository(string Commit, IReadOnlyCollection<string> FileNames);
