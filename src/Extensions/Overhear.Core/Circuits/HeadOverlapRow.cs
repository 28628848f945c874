namespace Overhear;

/// <summary>How many heads two circuits share, by one definition. Plain data.</summary>
/// <param name="Threshold">The share of all heads that was taken as most important in a stage, in percent; null for heads that were given.</param>
/// <param name="Stage">The stage; null over all stages.</param>
/// <param name="Definition">What is counted.</param>
/// <param name="Shared">How many heads both have.</param>
/// <param name="Of">Of how many.</param>
/// <param name="Expected">How many they share by chance: the mean over relabellings of all heads.</param>
/// <param name="P">The share of relabellings in which as many or more are shared. Null hypothesis: the second task's heads are any of the model's, a head having the same new name in all stages.</param>
/// <param name="PWithinLayers">The same with each head relabelled within its layer. Null hypothesis: the second task uses these layers, and any heads of them.</param>
/// <param name="Interval">The interval of the share, 0 to 1, by resampling the prompts of each task; null for heads that were given.</param>
public sealed record HeadOverlapRow(double? Threshold, string? Stage, OverlapDefinition Definition, int Shared, int Of, double Expected, double P, double PWithinLayers, ConfidenceInterval? Interval)
{
    /// <summary>The share, 0 to 1; NaN where there is nothing to share.</summary>
    public double Share => Of == 0 ? double.NaN : (double)Shared / Of;

    /// <summary>Threshold, stage, definition and share.</summary>
    public override string ToString() => FormattableString.Invariant(
        $"{(Threshold is { } percent ? $"top {percent:0.##} %, " : "")}{Stage ?? "all stages"}, {Definition}: {Shared}/{Of} = {100 * Share:0.#} % (by chance {Expected:0.#}; p {P:0.####}, within layers {PWithinLayers:0.####})");
}
