using TorchSharp;
using static TorchSharp.torch;

namespace Overhear;

/// <summary>How much more attention writes with the queries, keys, values or patterns of single heads taken from the other run.</summary>
/// <param name="runs">Both runs.</param>
/// <param name="pass">The rows.</param>
/// <param name="kind">Q, K, V or Pattern.</param>
/// <param name="at">The position in each prompt; null for all.</param>
sealed class HeadChanges(PatchRuns runs, SuffixPass pass, HookKind kind, IReadOnlyList<int>? at)
{
    readonly Tensor rows = pass.Window.Mask(at);

    // A query changes what its head gives at its own position, keys and values also what comes after.
    readonly bool isAtFirstRow = kind == HookKind.Q && at is not null && pass.Window.StartsAt(at);

    /// <summary>By how much each slot's values differ in each prompt: Euclidean norms [prompt, slot].</summary>
    public double[] Sizes(int layer)
    {
        using var scope = NewDisposeScope();
        var point = new HookPoint(kind, layer);
        var (theirs, ours) = (Rows(runs.Source[point]), Rows(runs.Plain[point])); // [prompt, 1, row, slot, width]
        return pass.Window.NormsUpToEnd((theirs - ours).Masked(rows.logical_not().unsqueeze(-1), 0));
    }

    /// <summary>The entry of some slots of a layer.</summary>
    public SuffixEntry Entry(int layer, int[] slots) => new(layer, AtMlp: false, slots.Length, () =>
    {
        using var scope = NewDisposeScope();
        var theirs = Rows(runs.Source[new HookPoint(kind, layer)]);
        var more = cat([.. slots.Select(slot => kind == HookKind.Pattern ? OfPattern(theirs.select(3, slot), layer, slot) : pass.Heads.More(layer, [new HeadInput(kind, slot, rows, theirs.select(3, slot))]))], 1);
        return (isAtFirstRow ? more.narrow(2, 0, 1) : more).MoveToOuterDisposeScope();
    }, isAtFirstRow);

    /// <param name="pattern">[prompt, 1, row, key_pos]</param>
    Tensor OfPattern(Tensor pattern, int layer, int head)
    {
        var c = runs.Model.Config;
        var values = runs.Plain[HookPoint.V(layer)].select(2, head / c.HeadsPerKeyValueHead).unsqueeze(1); // [prompt, 1, key_pos, d_head]
        var more = pattern.matmul(values) - pass.Plain(HookPoint.Z(layer)).select(3, head);
        return Linear.Apply(more, runs.Model.Weights.Blocks[layer].O.narrow(1, (long)head * c.DHead, c.DHead), null);
    }

    /// <summary>Patterns lie head by head, not position by position.</summary>
    Tensor Rows(Tensor activation) => pass.Window.Gather(kind == HookKind.Pattern ? activation.transpose(1, 2) : activation);
}
