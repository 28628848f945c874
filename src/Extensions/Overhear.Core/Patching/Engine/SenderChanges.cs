using TorchSharp;
using static TorchSharp.torch;

namespace Overhear;

/// <summary>What senders write more in one run than in the other, at the rows of a window.</summary>
/// <param name="runs">Both runs.</param>
/// <param name="window">The rows.</param>
/// <param name="at">The senders' position in each prompt; null for all.</param>
sealed class SenderChanges(PatchRuns runs, RowWindow window, IReadOnlyList<int>? at)
{
    /// <summary>Whether the senders' position is the first of the window in every prompt.</summary>
    readonly bool isAtFirstRow = at is not null && window.StartsAt(at);

    /// <summary>By how much each sender writes something else in each prompt: Euclidean norms; NaN where it does not send [prompt, sender].</summary>
    public double[,] Sizes(IReadOnlyList<PathSender> senders)
    {
        using var scope = NewDisposeScope();
        var sizes = new double[runs.Twins.Count, senders.Count];
        foreach (var point in senders.Select(sender => sender.Point).Distinct())
        {
            using var inner = NewDisposeScope();
            var rows = Difference(point); // [prompt, 1, row, slot, width]
            var norms = window.NormsUpToEnd(rows); // [prompt, slot]
            var slots = (int)rows.shape[3];
            foreach (var (i, sender) in senders.Index().Where(sender => sender.Item.Point == point))
                for (var prompt = 0; prompt < runs.Twins.Count; prompt++) sizes[prompt, i] = at is null || runs.Reaches(prompt, at[prompt]) ? norms[prompt * slots + sender.Slot] : double.NaN;
        }
        return sizes;
    }

    /// <summary>The entries of senders that stand in the order of their layers.</summary>
    public IReadOnlyList<SuffixEntry> Entries(IReadOnlyList<PathSender> senders) =>
        [.. senders.GroupBy(sender => sender.Point).Select(of => new SuffixEntry(of.First().Layer, of.First().IsMlp, of.Count(), () => Of(of.Key, [.. of.Select(sender => sender.Slot)], isAtFirstRow), isAtFirstRow))];

    /// <summary>A sender set to what it sends, in some variants.</summary>
    /// <param name="sender">A head or an MLP.</param>
    /// <param name="isSent">True in the variants in which it sends [1, variant, 1, 1].</param>
    public HeadInput Set(PathSender sender, Tensor isSent)
    {
        var taken = window.Gather(runs.Taken(sender.Point));
        return new HeadInput(sender.Point.Kind, sender.Slot, window.Mask(at).logical_and(isSent), sender.Point.Kind == HookKind.Z ? taken.select(3, sender.Slot) : taken);
    }

    /// <summary>What the slots of a place write more [prompt, slot, row, d_model].</summary>
    /// <param name="point">The place.</param>
    /// <param name="slots">Its heads, or 0.</param>
    /// <param name="onlyFirstRow">Whether of the first row alone.</param>
    public Tensor Of(HookPoint point, int[] slots, bool onlyFirstRow = false)
    {
        using var scope = NewDisposeScope();
        var c = runs.Model.Config;
        var rows = Difference(point); // [prompt, 1, row, slot, width]
        if (onlyFirstRow) rows = rows.narrow(2, 0, 1);
        if (point.Kind != HookKind.Z) return rows.squeeze(3).MoveToOuterDisposeScope();
        var chosen = tensor(slots.Select(slot => (long)slot).ToArray(), device: rows.device);
        var z = rows.squeeze(1).index_select(2, chosen).permute(2, 0, 1, 3).flatten(1, 2); // [head, prompt · row, d_head]
        var output = runs.Model.Weights.Blocks[point.Layer!.Value].O.view(c.DModel, c.Heads, c.DHead).index_select(1, chosen).permute(1, 2, 0); // [head, d_head, d_model]
        // A product for each head: broadcast over prompts, the weights would be copied for each.
        return z.bmm(output).view(slots.Length, rows.shape[0], rows.shape[2], c.DModel).permute(1, 0, 2, 3).MoveToOuterDisposeScope();
    }

    Tensor Difference(HookPoint point)
    {
        var difference = window.Gather(runs.Taken(point)) - window.Gather(runs.Plain[point]);
        if (point.Kind != HookKind.Z) difference = difference.unsqueeze(3);
        // Exactly 0 where the sender does not send, so that its bits say whether anything was changed.
        return at is null ? difference : difference.Masked(window.Mask(at).logical_not().unsqueeze(-1), 0);
    }
}
