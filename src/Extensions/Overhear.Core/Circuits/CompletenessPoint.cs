namespace Overhear;

/// <summary>The circuit and the model, both without the same part of the circuit. Plain data.</summary>
/// <param name="Kind">How the part was chosen: nothing, a role's name, random, greedy.</param>
/// <param name="Removed">The part, K.</param>
/// <param name="Circuit">The logit difference of the circuit without it, F(C \ K), on the second half of the prompts.</param>
/// <param name="Model">The logit difference of the model without it, F(M \ K), on the same prompts.</param>
public sealed record CompletenessPoint(string Kind, IReadOnlyList<CircuitHead> Removed, PromptValues Circuit, PromptValues Model)
{
    /// <summary>|F(C \ K) − F(M \ K)| of the means, in logits: 0 where the circuit lacks nothing.</summary>
    public double Incompleteness => Math.Abs(Circuit.Mean - Model.Mean);
}
