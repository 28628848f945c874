namespace Overhear;

/// <summary>
/// How much of what a model does its circuit does alone (Wang et al. 2022, arXiv:2211.00593, section 4: faithfulness): the logit difference
/// with all other heads, and the circuit's own at other positions, held at their means.
/// </summary>
/// <remarks>
/// Means are of the weighted values (z) over corrupted twins of all prompts of the same template, at each position, as in the paper;
/// MLPs are not touched. A prompt's own twin is among them.
/// </remarks>
public static class CircuitFaithfulness
{
    /// <summary>The logit difference of the model and of the circuit.</summary>
    /// <param name="model">The model.</param>
    /// <param name="set">The prompts, several of each template.</param>
    /// <param name="circuit">The circuit.</param>
    /// <param name="reference">The twin over which means are taken: the paper's is <see cref="IndirectObject.Abc"/>.</param>
    /// <remarks>Three forward passes.</remarks>
    /// <exception cref="ArgumentException">The circuit has no head or one that the model has not, or a prompt has no such twin or position.</exception>
    public static FaithfulnessResult Of(TransformerModel model, TaskSet set, HeadCircuit circuit, string reference = IndirectObject.Abc) =>
        KnockoutRuns.Use(model, set, circuit, reference, runs => new FaithfulnessResult(runs.Whole(), runs.Keeping(circuit.Heads), runs.SmallestTemplate, model.Record()));
}
