namespace Overhear;

/// <summary>The logit difference of a model and of its circuit alone. Plain data.</summary>
public sealed class FaithfulnessResult : IResult<FaithfulnessResult>
{
    internal FaithfulnessResult(PromptValues model, PromptValues circuit, int smallestTemplate, RunRecord record)
    {
        (SmallestTemplate, Record) = (smallestTemplate, record);
        (Model, Circuit) = (model.As("logit difference of the model", LogitDifference.Unit, record), circuit.As("logit difference of the circuit alone", LogitDifference.Unit, record));
    }

    /// <summary>The logit difference of the whole model, F(M).</summary>
    public PromptValues Model { get; }

    /// <summary>The logit difference of the circuit alone, F(C).</summary>
    public PromptValues Circuit { get; }

    /// <summary>How many prompts the template with the fewest of them has: means over few are noisy, and hold more of a prompt's own twin.</summary>
    public int SmallestTemplate { get; }

    /// <summary>What it was made with.</summary>
    public RunRecord Record { get; }

    /// <summary>|F(M) − F(C)| of the means, in logits: 0 where the circuit does what the model does.</summary>
    public double Difference => Math.Abs(Model.Mean - Circuit.Mean);

    /// <summary>F(C) / F(M) of the means: 1 where the circuit does all.</summary>
    public double Share => Circuit.Mean / Model.Mean;

    /// <summary>The interval of that share, by resampling prompts (<see cref="Bootstrap"/>).</summary>
    public ConfidenceInterval ShareInterval(long seed = 0, double level = .95) => Bootstrap.RatioInterval(Circuit.Values, Model.Values, level, seed: seed);

    void IResult.Describe(ResultContent content)
    {
        content.Fact("smallest_template", SmallestTemplate);
        Model.AddTo(content, "model");
        Circuit.AddTo(content, "circuit");
    }

    static FaithfulnessResult IResult<FaithfulnessResult>.Read(ResultReader reader) =>
        new(PromptValues.From(reader, "model", null), PromptValues.From(reader, "circuit", null), reader.Whole("smallest_template"), reader.Record);

    /// <summary>Both means and the share.</summary>
    public override string ToString() => FormattableString.Invariant($"model {Model}, circuit alone {Circuit}: {100 * Share:0.#} %");
}
