using TorchSharp;
using static TorchSharp.torch;

namespace Overhear;

/// <summary>What each head gives at each position on average over the other prompts of the same template: the mean of its weighted values (z).</summary>
/// <remarks>
/// Prompts are of one template where their task, template and order are the same and each role's word stands at the same place, so that a
/// position is the same place of the sentence in all of them.
/// </remarks>
static class TemplateMeans
{
    /// <summary>Takes the means over reference prompts, and what can be said with them.</summary>
    /// <param name="model">The model.</param>
    /// <param name="set">The prompts.</param>
    /// <param name="reference">One reference prompt for each prompt, of its template; the mean is over those of all prompts of that template.</param>
    /// <param name="read">The means, for each layer [batch, pos, head, d_head], rows of one template being the same; and how many prompts the template with the fewest of them has.</param>
    public static T Use<T>(TransformerModel model, TaskSet set, TokenBatch reference, Func<IReadOnlyList<Tensor>, int, T> read)
    {
        TwinBatches.Require(set.Batch, reference);
        var groups = set.Rows.Index().GroupBy(row => Key(row.Item), row => row.Index).Select(group => group.ToArray()).ToList();
        return model.Inspect(
            reference, run => read([.. Enumerable.Range(0, model.Config.Layers).Select(layer => Of(run[HookPoint.Z(layer)], groups))], groups.Min(group => group.Length)),
            new RunOptions { Keep = HookSelection.Kinds(HookKind.Z), Logits = LogitsAt.Nowhere });
    }

    /// <param name="z">[batch, pos, head, d_head]</param>
    /// <param name="groups">The rows of each template.</param>
    static Tensor Of(Tensor z, IReadOnlyList<int[]> groups)
    {
        using var scope = NewDisposeScope();
        var means = empty_like(z);
        foreach (var group in groups)
        {
            var rows = tensor(group.Select(row => (long)row).ToArray(), device: z.device);
            means.index_copy_(0, rows, z.index_select(0, rows).mean([0L], keepdim: true).expand(group.Length, -1, -1, -1));
        }
        return means.MoveToOuterDisposeScope();
    }

    static string Key(TaskRow row) =>
        $"{row.Prompt.Task}/{row.Prompt.Template}/{row.Prompt.Order}/{row.Ids.Count}/{string.Join(",", row.Positions.OrderBy(at => at.Key, StringComparer.Ordinal).Select(at => $"{at.Key}{at.Value}"))}";
}
