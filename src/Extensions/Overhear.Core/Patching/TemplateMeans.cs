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
        var groups = Groups(set);
        return ReferenceMeans.Use(model, reference, groups, [HookKind.Z], means =>
        {
            var rows = tensor(groups.Select(group => (long)group).ToArray(), device: model.TorchDevice);
            return read([.. Enumerable.Range(0, model.Config.Layers).Select(layer => means(HookPoint.Z(layer)).index_select(0, rows))], Smallest(groups));
        });
    }

    /// <summary>The mean of each prompt's template in place of what its run has there.</summary>
    /// <param name="means">From a place to its means [group, pos, ...].</param>
    /// <param name="groups">The template of each prompt.</param>
    public static SourceValues Instead(Func<HookPoint, Tensor> means, IReadOnlyList<int> groups) => (point, plain, first) =>
    {
        using var scope = NewDisposeScope();
        var rows = tensor(groups.Skip(first).Take((int)plain.shape[0]).Select(group => (long)group).ToArray(), device: plain.device);
        return means(point).index_select(0, rows).MoveToOuterDisposeScope();
    };

    /// <summary>The template of each prompt of a set, numbered from 0.</summary>
    public static IReadOnlyList<int> Groups(TaskSet set)
    {
        List<string> keys = [.. set.Rows.Select(Key)];
        List<string> distinct = [.. keys.Distinct()];
        return [.. keys.Select(key => distinct.IndexOf(key))];
    }

    /// <summary>How many prompts the group with the fewest of them has.</summary>
    public static int Smallest(IReadOnlyList<int> groups) => groups.CountBy(group => group).Min(group => group.Value);

    static string Key(TaskRow row) =>
        $"{row.Prompt.Task}/{row.Prompt.Template}/{row.Prompt.Order}/{row.Ids.Count}/{string.Join(",", row.Positions.OrderBy(at => at.Key, StringComparer.Ordinal).Select(at => $"{at.Key}{at.Value}"))}";
}
