namespace Overhear;

/// <summary>What makes a head one of a role: every condition holds. Plain data.</summary>
/// <param name="Role">The role, as the task's paper names it: name mover, S-inhibition.</param>
/// <param name="Conditions">The conditions; candidates are ranked by the first one's score.</param>
public sealed record HeadRule(string Role, params IReadOnlyList<RoleCondition> Conditions);
