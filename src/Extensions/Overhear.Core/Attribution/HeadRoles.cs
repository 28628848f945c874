namespace Overhear;

/// <summary>Finds heads by what they do, not by their names: rules are applied to one half of the prompts, and what is reported comes from the other.</summary>
/// <remarks>
/// So no number that is shown was chosen for being large. A score's first half of prompts sets its threshold and picks the heads, its
/// second half gives the numbers. Scores of a rule may come from different prompts: each is halved by itself.
/// </remarks>
public static class HeadRoles
{
    /// <summary>The heads of each role; a head may play several, and a role may have none.</summary>
    /// <param name="rules">The rules.</param>
    /// <remarks>No forward pass: the scores were measured before.</remarks>
    /// <exception cref="ArgumentException">A rule has no condition, or its scores are of fewer than 2 prompts or of different heads; the message lists every problem.</exception>
    public static IReadOnlyList<HeadRole> Find(params IReadOnlyList<HeadRule> rules)
    {
        List<string> problems = [];
        foreach (var rule in rules)
        {
            if (rule.Conditions.Count == 0) problems.Add($"The rule of {rule.Role} has no condition; at least one is needed.");
            foreach (var score in rule.Conditions.Select(condition => condition.Score))
            {
                if (score.Prompts < 2) problems.Add($"{rule.Role}: '{score.Name}' is of one prompt; two are needed, one to choose on and one to report.");
                if ((score.Layers, score.HeadsPerLayer) != (rule.Conditions[0].Score.Layers, rule.Conditions[0].Score.HeadsPerLayer)) problems.Add($"{rule.Role}: '{score.Name}' is of {score.Layers} layers of {score.HeadsPerLayer} heads, the first score of another model.");
            }
        }
        if (problems.Count > 0) throw new ArgumentException(string.Join(Environment.NewLine, problems), nameof(rules));
        return [.. rules.Select(Apply)];
    }

    static HeadRole Apply(HeadRule rule)
    {
        HeadEffects[] first = [.. rule.Conditions.Select(condition => condition.Score.FirstHalf())], second = [.. rule.Conditions.Select(condition => condition.Score.SecondHalf())];
        double[] least = [.. rule.Conditions.Zip(first, (condition, half) => condition.ThresholdOn(half))];
        int Met(HeadEffects[] halves, HeadId head) => halves.Zip(least).Count(pair => pair.First[head].Mean >= pair.Second);
        RoleCandidate Candidate(HeadId head) => new(head, [.. first.Select(half => half[head].Mean)], [.. second.Select(half => half[head])], Met(second, head) == least.Length);
        var ranked = first[0].Ranked();
        return new HeadRole(rule.Role, least, [.. ranked.Where(head => Met(first, head) == least.Length).Select(Candidate)], Candidate(ranked.MaxBy(head => Met(first, head))));
    }
}
