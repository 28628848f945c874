using TorchSharp;
using static TorchSharp.torch;

namespace Overhear;

/// <summary>
/// Runs in which some heads, at some positions, give what they give on average over their template (Wang et al. 2022, arXiv:2211.00593,
/// section 2.2): the logit difference without them. MLPs are left as they are.
/// </summary>
/// <remarks>Lives within <see cref="Use"/>; asking for the same heads again costs no run.</remarks>
sealed class KnockoutRuns
{
    readonly TransformerModel model;
    readonly TaskSet set;
    readonly IReadOnlyList<Tensor> means; // of the layers [batch, pos, head, d_head]
    readonly Dictionary<string, PromptValues> known = [];

    KnockoutRuns(TransformerModel model, TaskSet set, IReadOnlyList<Tensor> means, int smallest) => (this.model, this.set, this.means, SmallestTemplate) = (model, set, means, smallest);

    /// <summary>How many prompts the template with the fewest of them has.</summary>
    public int SmallestTemplate { get; }

    /// <summary>Takes the means over reference prompts, and what can be said with them.</summary>
    public static T Use<T>(TransformerModel model, TaskSet set, HeadCircuit circuit, string reference, Func<KnockoutRuns, T> read)
    {
        circuit.Require(model, set);
        return TemplateMeans.Use(model, set, set.Twin(reference), (means, smallest) => read(new KnockoutRuns(model, set, means, smallest)));
    }

    /// <summary>The logit difference of the model as it is.</summary>
    public PromptValues Whole() => Without([]);

    /// <summary>The logit difference with only these heads left, each at its positions: F(C).</summary>
    public PromptValues Keeping(IEnumerable<CircuitHead> heads) => Of(heads, keep: true);

    /// <summary>The logit difference without these heads: F(M \ K).</summary>
    public PromptValues Without(IEnumerable<CircuitHead> heads) => Of(heads, keep: false);

    /// <summary>The logit difference without these heads, and what every head then writes of it [layer, head, prompt].</summary>
    public (PromptValues Total, HeadEffects Heads) AttributionWithout(IEnumerable<CircuitHead> heads) => Run([.. heads], keep: false, HookSelection.Kinds(HookKind.Z), run =>
        (set.Metric.Read(model, run), new HeadEffects("share of the logit difference", LogitDifference.Unit, DirectLogitAttribution.OfHeads(model, run, set.Metric))));

    /// <summary>The attention of every head from the last token to the word of each role [role][layer, head, prompt], without these heads.</summary>
    public IReadOnlyList<double[,,]> AttentionWithout(IEnumerable<CircuitHead> heads, IReadOnlyList<string> roles) => Run([.. heads], keep: false, HookSelection.Kinds(HookKind.Pattern), run =>
        roles.Select(role => EndRows.Sums(model, run, [.. set.Positions(role).Select(at => (IReadOnlyList<int>)[at])])).ToList());

    PromptValues Of(IEnumerable<CircuitHead> heads, bool keep)
    {
        CircuitHead[] named = [.. heads.DistinctBy(head => (head.Head, head.Position)).OrderBy(head => head.Head).ThenBy(head => head.Position, StringComparer.Ordinal)];
        var key = $"{keep}: {string.Join(" ", named.Select(head => $"{head.Head}@{head.Position}"))}";
        if (!known.TryGetValue(key, out var values)) known[key] = values = Run(named, keep, HookSelection.None, run => set.Metric.Read(model, run)).As(LogitDifference.Name, LogitDifference.Unit, model.Record());
        return values;
    }

    T Run<T>(IReadOnlyList<CircuitHead> named, bool keep, HookSelection kept, Func<Run, T> read)
    {
        Work.Current.ThrowIfCancelled();
        using var scope = NewDisposeScope();
        var c = model.Config;
        var places = (int)means[0].shape[0] * (int)means[0].shape[1];
        var edits = new List<Hook>();
        foreach (var layer in Enumerable.Range(0, c.Layers))
        {
            var here = named.Where(head => head.Head.Layer == layer).ToList();
            if (here.Count == 0 && !keep) continue;
            var isOut = new bool[places * c.Heads]; // [batch, pos, head]
            Array.Fill(isOut, keep);
            foreach (var head in here)
                foreach (var place in Places(head.Position)) isOut[place * c.Heads + head.Head.Head] = !keep;
            var mask = tensor(isOut).to(means[layer].device).view(means[layer].shape[0], means[layer].shape[1], c.Heads, 1);
            edits.Add(new Hook(HookPoint.Z(layer), z => where(mask, means[layer], z)));
        }
        return model.Inspect(set.Batch, read, new RunOptions { Edits = edits, Keep = kept, Logits = LogitsAt.Nowhere });
    }

    /// <summary>The places of a role's word in all prompts, row · length + position; all places where none is named.</summary>
    IEnumerable<int> Places(string? position) => position is null
        ? Enumerable.Range(0, set.Count * set.Batch.Length)
        : set.Positions(position).Select((at, row) => row * set.Batch.Length + at);
}
