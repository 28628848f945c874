namespace Overhear;

/// <summary>The logit difference without each part of a model, prompt by prompt. Plain data.</summary>
/// <param name="Kind">What took the place of the parts' outputs: Zero, Mean or Resample.</param>
/// <param name="Parts">Heads or MLPs, by layer.</param>
/// <param name="Clean">The logit difference of each prompt with all parts, in logits.</param>
/// <param name="Record">What it was made with.</param>
public sealed record AblationResult(string Kind, IReadOnlyList<AblatedPart> Parts, IReadOnlyList<double> Clean, RunRecord Record)
{
    /// <summary>The change that the knock-out of each part makes, the mean over the prompts: negative where the part helps. [layer, head] or [layer, 1]; in logits.</summary>
    public LabelledMatrix Effects()
    {
        var (layers, columns) = (Parts.Max(p => p.Layer) + 1, Parts.Count(p => p.Layer == 0));
        var values = new double[layers, columns];
        foreach (var part in Parts) values[part.Layer, part.Head?.Head ?? 0] = part.Mean - Clean.Average();
        var areHeads = Parts[0].Head is not null;
        return new LabelledMatrix(
            "change of the logit difference", values, Enumerable.Range(0, layers).Select(l => $"{l}"), areHeads ? Enumerable.Range(0, columns).Select(h => $"{h}") : ["MLP"], "layer", areHeads ? "head" : "", "logits");
    }
}
