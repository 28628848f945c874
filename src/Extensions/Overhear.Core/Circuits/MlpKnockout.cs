using TorchSharp;
using static TorchSharp.torch;

namespace Overhear;

/// <summary>
/// The model without MLPs, one by one or several at once (Wang et al. 2022, arXiv:2211.00593, appendix J): each gives what it gives on
/// average over corrupted twins of the same template, at each position.
/// </summary>
public static class MlpKnockout
{
    /// <summary>The logit difference without the MLP of each layer in turn, prompt by prompt: what <see cref="Ablation.TemplateMean"/> says of it, without the heads.</summary>
    /// <param name="model">The model.</param>
    /// <param name="set">The prompts, several of each template.</param>
    /// <param name="reference">The twin over which means are taken.</param>
    /// <remarks>Two forward passes, and for each MLP the layers behind it.</remarks>
    /// <exception cref="ArgumentException">A prompt has no such twin.</exception>
    public static IReadOnlyList<PromptValues> OneByOne(TransformerModel model, TaskSet set, string reference = IndirectObject.Abc)
    {
        var (twins, groups) = (set.Twin(reference), TemplateMeans.Groups(set));
        TwinBatches.Require(set.Batch, twins);
        int[] layers = [.. Enumerable.Range(0, model.Config.Layers)];
        var options = new PathPatchingOptions { Semantics = PathSemantics.Live, Senders = [.. layers.Select(PathSender.OfMlp)] };
        var found = ReferenceMeans.Use(model, twins, groups, [HookKind.MlpOut], means => Ablation.Run(model, new TwinPrompts(set.Batch, set.Batch, set.Metric), options, TemplateMeans.Instead(means, groups)));
        return [.. layers.Select(layer => found.Patched(layer, model.Config.Heads).As($"logit difference without MLP {layer}", LogitDifference.Unit, model.Record()))];
    }

    /// <summary>The logit difference without the MLPs of some layers at once, prompt by prompt.</summary>
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
