namespace Overhear;

/// <summary>
/// Whether every head of a circuit is needed (Wang et al. 2022, arXiv:2211.00593, section 4.2: minimality): for each there should be a part
/// K of the circuit without which it makes a difference.
/// </summary>
/// <remarks>
/// Tried are nothing, the rest of the head's role, each other role, and all heads but this one; the best is chosen on the first half of
/// the prompts and measured on the second, which the paper does not do.
/// </remarks>
public static class CircuitMinimality
{
    /// <summary>The score of each head.</summary>
    /// <param name="model">The model.</param>
    /// <param name="set">The prompts, several of each template.</param>
    /// <param name="circuit">The circuit.</param>
    /// <param name="reference">The twin over which means are taken.</param>
    /// <remarks>A forward pass for each part that is tried, with and without each head.</remarks>
    /// <exception cref="ArgumentException">The circuit does not fit the model or the prompts, or there is one prompt alone.</exception>
    public static MinimalityResult Of(TransformerModel model, TaskSet set, HeadCircuit circuit, string reference = IndirectObject.Abc)
    {
        if (set.Count < 2) throw new ArgumentException("There is one prompt; two are needed, one to choose on and one to measure.", nameof(set));
        return KnockoutRuns.Use(model, set, circuit, reference, runs =>
        {
            var (first, second) = (CircuitCompleteness.FirstHalf(set.Count), CircuitCompleteness.SecondHalf(set.Count).ToList());
            var whole = runs.Whole().Subset(second).Mean;
            return new MinimalityResult(circuit.Heads.Index().Select(item =>
            {
                Work.Current.Step("Minimality", item.Index, circuit.Heads.Count);
                var tried = Parts(circuit, item.Item).Select(part => (part.Name, part.Heads, Before: runs.Keeping(circuit.Heads.Except(part.Heads)), After: runs.Keeping(circuit.Heads.Except([.. part.Heads, item.Item]))));
                var (name, heads, before, after) = tried.MaxBy(part => Math.Abs(part.After.Minus(part.Before).Subset(first).Mean));
                var score = new MinimalityScore(item.Item, name, heads, before.Subset(second), after.Subset(second), 0);
                return score with { Share = Math.Abs(score.Change.Mean / whole) };
            }), model.Record());
        });
    }

    static IEnumerable<(string Name, IReadOnlyList<CircuitHead> Heads)> Parts(HeadCircuit circuit, CircuitHead head)
    {
        IReadOnlyList<CircuitHead> others = [.. circuit.Heads.Where(other => other != head)];
        List<(string, IReadOnlyList<CircuitHead>)> parts = [("nothing", [])];
        parts.AddRange(circuit.Roles.Select(role => (role == head.Role ? "the rest of its role" : $"the {role} heads", (IReadOnlyList<CircuitHead>)[.. others.Where(other => other.Role == role)])));
        parts.Add(("all others", others));
        return parts.Where((part, at) => at == 0 || part.Item2.Count > 0);
    }
}
