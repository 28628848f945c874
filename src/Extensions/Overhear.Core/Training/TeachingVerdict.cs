using System.Globalization;

namespace Overhear;

/// <summary>
/// Whether a model names the indirect object by a mechanism that can be taught: name movers that an earlier head tells through their queries, along
/// one component of what it writes, which name to look at. Plain data.
/// </summary>
/// <remarks>
/// Percent are changes of the mean logit difference (indirect object minus subject) by path patching from prompts whose second subject is the
/// indirect object, of its clean mean: negative where it becomes smaller, 0 where nothing changes (Wang et al. 2022, arXiv:2211.00593).
/// An inhibition score is a mover's mean attention from the last word to the indirect object less that to the subject's first mention, between
/// −1 and 1 (Merullo et al. 2024, arXiv:2406.09519). Where a part was not found, its numbers are 0.
/// </remarks>
/// <param name="Movers">The name movers, by layer: heads with an inhibition score over .2 whose path to the logits changes the logit difference by less than −3 %.</param>
/// <param name="QueriesPercent">All heads before the last mover's layer, together, into the movers' queries at the last word, in percent.</param>
/// <param name="Inhibitor">Of those heads the one that alone lowers the logit difference most; null without a mover, or where no layer comes before them.</param>
/// <param name="InhibitorPercent">That head alone into the movers' queries, in percent.</param>
/// <param name="Receiver">Of the movers in later layers than it the one whose path to the logits lowers the logit difference most; null without an inhibitor.</param>
/// <param name="Component">The component of the inhibitor's OV that the receiver's QK takes in best, from 0, the largest singular value first; weights as stored.</param>
/// <param name="Z">How far that component stands above the inhibitor's others, in their population deviations.</param>
/// <param name="InhibitionScore">The receiver's inhibition score.</param>
/// <param name="WithoutComponent">The same with that component taken out of what the inhibitor writes, at all positions.</param>
/// <param name="OnlyComponent">The same where the inhibitor writes nothing but that component.</param>
public sealed record TeachingVerdict(
    IReadOnlyList<HeadId> Movers, double QueriesPercent, HeadId? Inhibitor, double InhibitorPercent, HeadId? Receiver,
    int Component, double Z, double InhibitionScore, double WithoutComponent, double OnlyComponent)
{
    const double MostQueriesPercent = -40, LeastLost = 1 / 3d;

    /// <summary>The share of the inhibition score that is lost without the component: 1 all of it, 0 none, negative where it grows; 0 where there is no score.</summary>
    public double ScoreLost => InhibitionScore == 0 ? 0 : (InhibitionScore - WithoutComponent) / InhibitionScore;

    /// <summary>Whether the movers are told through their queries (−40 % or less), along one component that stands out and takes a third of the inhibition score with it.</summary>
    /// <param name="leastZ">How far the component has to stand out, in deviations.</param>
    public bool Passes(double leastZ = 5) => Faults(leastZ).Count == 0;

    /// <summary>What keeps it from passing, each in a sentence with its numbers; empty where it passes.</summary>
    /// <param name="leastZ">How far the component has to stand out, in deviations.</param>
    public IReadOnlyList<string> Faults(double leastZ = 5)
    {
        if (Movers.Count == 0) return ["No head is a name mover: none looks at the indirect object more than at the subject and raises the logit difference by what it writes."];
        if (Inhibitor is not { } inhibitor || Receiver is not { } receiver) return [$"The movers ({string.Join(", ", Movers)}) stand in layer 0: no head comes before them that could tell them anything."];
        var faults = new List<string>();
        // Asked so that a NaN fails.
        void Unless(bool passes, FormattableString fault)
        {
            if (!passes) faults.Add(fault.ToString(CultureInfo.InvariantCulture));
        }
        Unless(QueriesPercent <= MostQueriesPercent, $"Earlier heads change the logit difference through the movers' queries by {QueriesPercent:0.0} %; {MostQueriesPercent:0} % or less passes.");
        Unless(Z >= leastZ, $"Component {Component} of {inhibitor}, the best into the queries of {receiver}, stands {Z:0.00} deviations above the others; {leastZ:0.##} or more passes.");
        Unless(ScoreLost >= LeastLost, $"Without component {Component} of {inhibitor} the inhibition score of {receiver} goes from {InhibitionScore:0.00} to {WithoutComponent:0.00}, a loss of {100 * ScoreLost:0} %; a third or more passes.");
        return faults;
    }
}
