namespace Overhear;

/// <summary>
/// Whether a circuit lacks anything that the model has (Wang et al. 2022, arXiv:2211.00593, section 4.1: completeness): without any part K
/// of it, circuit and model should do equally well.
/// </summary>
/// <remarks>
/// Parts: nothing, each role, drawn ones, and greedy ones, which grow by the head that drives circuit and model farthest apart among some
/// that are drawn (the paper's appendix). What is looked for is looked for on the first half of the prompts and measured on the second,
/// which the paper does not do: a part that was chosen for its distance has a smaller one there.
/// </remarks>
public static class CircuitCompleteness
{
    /// <summary>Circuit and model without each part.</summary>
    /// <param name="model">The model.</param>
    /// <param name="set">The prompts, several of each template.</param>
    /// <param name="circuit">The circuit; at least 2 heads.</param>
    /// <param name="options">How many parts of which kind.</param>
    /// <remarks>Two forward passes a part, and two a candidate of each greedy step.</remarks>
    /// <exception cref="ArgumentException">The circuit or an option does not fit the model or the prompts.</exception>
    public static CompletenessResult Of(TransformerModel model, TaskSet set, HeadCircuit circuit, CompletenessOptions? options = null)
    {
        options ??= new CompletenessOptions();
        Require(set, circuit, options);
        return KnockoutRuns.Use(model, set, circuit, options.Reference, runs =>
        {
            var (random, parts) = (new SeededRandom(options.Seed), new List<(string Kind, IReadOnlyList<CircuitHead> Part)> { ("nothing", []) });
            parts.AddRange(circuit.Roles.Select(role => (role, circuit.OfRole(role))));
            for (var i = 0; i < options.RandomSets; i++) parts.Add(("random", [.. circuit.Heads.Where(_ => random.Next(2) == 0)]));
            for (var i = 0; i < options.GreedySets; i++)
            {
                Work.Current.Step("Completeness", i, options.GreedySets, "greedy parts");
                parts.Add(("greedy", Grow(runs, circuit, options, random)));
            }
            Work.Current.Step("Completeness", options.GreedySets, options.GreedySets);
            var half = SecondHalf(set.Count);
            return new CompletenessResult(parts.Select(part => new CompletenessPoint(part.Kind, part.Part, runs.Keeping(circuit.Heads.Except(part.Part)).Subset(half), runs.Without(part.Part).Subset(half))), model.Record(options.Seed));
        });
    }

    static List<CircuitHead> Grow(KnockoutRuns runs, HeadCircuit circuit, CompletenessOptions options, SeededRandom random)
    {
        List<CircuitHead> part = [];
        for (var step = 0; step < Math.Min(options.GreedySteps, circuit.Heads.Count - 1); step++)
        {
            var free = circuit.Heads.Except(part).ToList();
            part.Add(random.Sample(free, Math.Min(options.GreedyCandidates, free.Count)).MaxBy(head => Distance(runs, circuit, [.. part, head]))!);
        }
        return part;
    }

    /// <summary>How far circuit and model are apart without a part, on the half of the prompts on which parts are chosen.</summary>
    static double Distance(KnockoutRuns runs, HeadCircuit circuit, IReadOnlyList<CircuitHead> part)
    {
        var (kept, without) = (runs.Keeping(circuit.Heads.Except(part)), runs.Without(part));
        var half = FirstHalf(kept.Values.Count);
        return Math.Abs(kept.Subset(half).Mean - without.Subset(half).Mean);
    }

    internal static IEnumerable<int> FirstHalf(int prompts) => Enumerable.Range(0, prompts / 2);

    internal static IEnumerable<int> SecondHalf(int prompts) => Enumerable.Range(prompts / 2, prompts - prompts / 2);

    static void Require(TaskSet set, HeadCircuit circuit, CompletenessOptions options)
    {
        List<string> problems = [];
        if (set.Count < 2) problems.Add("There is one prompt; two are needed, one to choose on and one to measure.");
        if (circuit.Heads.Count < 2) problems.Add($"The circuit has {circuit.Heads.Count} heads; a part can be taken of at least 2.");
        foreach (var (number, what) in new[] { (options.RandomSets, "random sets"), (options.GreedySets, "greedy sets") })
            if (number < 0) problems.Add($"There are {number} {what}; 0 or more can be asked for.");
        if (options.GreedySteps < 1 || options.GreedyCandidates < 1) problems.Add($"There are {options.GreedySteps} greedy steps of {options.GreedyCandidates} candidates; at least 1 of each is needed.");
        if (problems.Count > 0) throw new ArgumentException(string.Join(Environment.NewLine, problems));
    }
}
