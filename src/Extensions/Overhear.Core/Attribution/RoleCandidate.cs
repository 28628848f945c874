namespace Overhear;

/// <summary>A head, and how it does by a rule. Plain data.</summary>
/// <param name="Head">The head.</param>
/// <param name="Chosen">The mean of each condition's score on the prompts on which heads were chosen.</param>
/// <param name="Reported">The numbers of each condition's score on the other prompts.</param>
/// <param name="HoldsAgain">Whether every condition holds on the other prompts too.</param>
public sealed record RoleCandidate(HeadId Head, IReadOnlyList<double> Chosen, IReadOnlyList<PromptValues> Reported, bool HoldsAgain);
