namespace Overhear;

/// <summary>What the logit lens reads at one layer and position.</summary>
/// <param name="Layer">The residual stream that enters this layer; the number of layers for the one that leaves the last.</param>
/// <param name="Position">The position, from 0.</param>
/// <param name="Top">The most probable next tokens.</param>
/// <param name="Logits">Logits of the followed tokens.</param>
/// <param name="Probabilities">Probabilities of the followed tokens.</param>
public sealed record LogitLensPlace(int Layer, int Position, IReadOnlyList<TokenPrediction> Top, IReadOnlyList<double> Logits, IReadOnlyList<double> Probabilities);
