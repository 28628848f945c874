using TorchSharp;
using static TorchSharp.torch;

namespace Overhear;

/// <summary>
/// The model without several MLPs at once (Wang et al. 2022, arXiv:2211.00593, appendix J): each gives what it gives on average over
/// corrupted twins of the same template, at each position. One MLP at a time: <see cref="Ablation.TemplateMean"/>.
/// </summary>
public static class MlpKnockout
{
    /// <summary>The logit difference without the MLPs of some layers, prompt by prompt.</summary>
    /// <param name="model">The model.</param>
    /// <param name="set">The prompts, several of each template.</param>
    /// <param name="layers">The layers whose MLPs go; at least one.</param>
    /// <param name="reference">The twin over which means are taken.</param>
    /// <remarks>Two forward passes.</remarks>
    /// <exception cref="ArgumentException">There is no layer, the model has not one of them, or a prompt has no such twin.</exception>
    public static PromptValues Of(TransformerModel model, TaskSet set, IReadOnlyList<int> layers, string reference = IndirectObject.Abc)
    {
        if (layers.Count == 0) throw new ArgumentException("There is no layer; at least one is needed.", nameof(layers));
        if (layers.Where(layer => layer < 0 || layer >= model.Config.Layers).ToList() is { Count: > 0 } unknown)
            throw new ArgumentException($"The model has layers 0 to {model.Config.Layers - 1}; {string.Join(", ", unknown)} is not among them.", nameof(layers));
        var (twins, groups) = (set.Twin(reference), TemplateMeans.Groups(set));
        TwinBatches.Require(set.Batch, twins);
        return ReferenceMeans.Use(model, twins, groups, [HookKind.MlpOut], means =>
        {
            var rows = tensor(groups.Select(group => (long)group).ToArray(), device: model.TorchDevice);
            Hook[] edits = [.. layers.Distinct().Select(HookPoint.MlpOut).Select(point => new Hook(point, _ => means(point).index_select(0, rows)))];
            return model.Inspect(set.Batch, run => set.Metric.Read(model, run), RunOptions.Editing(edits) with { Logits = LogitsAt.Nowhere }).As("logit difference without the MLPs", LogitDifference.Unit, model.Record());
        });
    }
}
