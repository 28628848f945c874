namespace Overhear;

/// <summary>The heads that play a role by its rule. Plain data.</summary>
/// <param name="Role">The role.</param>
/// <param name="Thresholds">The mean that each condition asks for, as the first half of the prompts set it.</param>
/// <param name="Found">The heads that were chosen, the one with the highest first score first; none may be.</param>
/// <param name="Best">The head that comes closest: of those with the most conditions met, the one with the highest first score. Where none was chosen its numbers say how far it is from it.</param>
public sealed record HeadRole(string Role, IReadOnlyList<double> Thresholds, IReadOnlyList<RoleCandidate> Found, RoleCandidate Best)
{
    /// <summary>The heads alone.</summary>
    public IReadOnlyList<HeadId> Heads => [.. Found.Select(candidate => candidate.Head)];

    /// <summary>Role, heads and their first score on the other prompts; where there are none the best candidate's.</summary>
    public override string ToString()
    {
        static string Shown(RoleCandidate candidate) => $"{candidate.Head} ({candidate.Reported[0]})";
        var asked = string.Join(", ", Thresholds.Select(least => FormattableString.Invariant($"{least:0.###}")));
        return Found.Count > 0
            ? $"{Role}: {string.Join(", ", Found.Select(candidate => Shown(candidate) + (candidate.HoldsAgain ? "" : ", not again on the other prompts")))}"
            : $"{Role}: no head; the best candidate is {Shown(Best)}, where {asked} is asked for";
    }
}
