using TorchSharp;
using static TorchSharp.torch;

namespace Overhear;

/// <summary>
/// Attention knockout (Geva et al. 2023, arXiv:2304.14767): what the answer becomes if, in one layer, attention from the last position to one key is cut,
/// everything after it live.
/// </summary>
public static class AttentionKnockout
{
    /// <summary>Every layer and key.</summary>
    /// <param name="model">The model.</param>
    /// <param name="prompts">The prompts, their metric and positions; twins are not used.</param>
    /// <param name="renormalise">Whether what is left of a row is scaled to 1, as if the key had been masked before the softmax; otherwise its part is lost.</param>
    /// <param name="heads">Which heads of a layer are cut, all at once; every head where it is null.</param>
    /// <param name="keys">The keys by name (<see cref="TwinPrompts.At"/>): IO, S2; all positions of the batch where it is null.</param>
    /// <returns>Layers by keys; 0 of keys at or behind the last position.</returns>
    /// <remarks>Two forward passes, and of each layer and key the layers behind it, at one position.</remarks>
    /// <exception cref="ArgumentException">Prompts, metric, heads or keys do not fit; the message lists every problem.</exception>
    public static PatchingResult FromEnd(TransformerModel model, TwinPrompts prompts, bool renormalise = true, IReadOnlyList<HeadId>? heads = null, IReadOnlyList<string>? keys = null)
    {
        var c = model.Config;
        var own = prompts with { Corrupted = prompts.Clean };
        PatchChecks.Require(model, own, [own.Metric]);
        if (heads is { Count: 0 }) throw new ArgumentException("There is no head; name at least one, or leave them out for all.", nameof(heads));
        foreach (var head in heads ?? []) model.Require(head);
        foreach (var key in keys ?? []) own.At(key);
        IReadOnlyList<string> columns = keys ?? [.. Enumerable.Range(0, own.Clean.Length).Select(at => $"{at}")];
        var rung = BatchLadder.RowsFor(model, own.Clean.Length);
        var tables = new MetricTables(model, [own.Metric], c.Layers, columns.Count, own.Count);
        PatchRuns.ForEach(model, own, rung, [], runs =>
        {
            var ends = runs.EndsOf(runs.Plain);
            tables.Plain(ends, ends, runs.First);
            using var pass = new SuffixPass(model, runs.Plain, RowWindow.Single(runs.Twins.Clean, runs.Ends, model.TorchDevice));
            foreach (var (column, name) in columns.Index())
            {
                Work.Current.Step("Attention knockout", runs.First * columns.Count + column * runs.Twins.Count, own.Count * columns.Count);
                using var scope = NewDisposeScope();
                IReadOnlyList<int> at = keys is null ? [.. Enumerable.Repeat(column, runs.Twins.Count)] : runs.Twins.At(name);
                bool[] isCut = [.. at.Select((key, row) => key < runs.Ends[row] && runs.Twins.Clean.IsToken(row, key))];
                Tensor[] differences = [.. Enumerable.Range(0, c.Layers).Select(layer => Difference(pass, runs, layer, at, isCut, renormalise, heads))]; // [prompt, head, key_pos]
                double[][] sizes = [.. differences.Select((difference, layer) => Sizes(difference, isCut, heads is null || heads.Any(head => head.Layer == layer)))];
                int[] layers = [.. Enumerable.Range(0, c.Layers).Where(layer => sizes[layer].Any(size => size > 0))];
                foreach (var layer in Enumerable.Range(0, c.Layers).Except(layers)) tables.Unchanged((layer, column), runs.First, sizes[layer]);
                if (layers.Length == 0) continue;
                SuffixEntry[] entries = [.. layers.Select(layer => new SuffixEntry(layer, AtMlp: false, 1, () => More(runs, layer, differences[layer])))];
                tables.Add(SuffixSweep.ToEnd(pass, entries, SuffixHold.Nothing).squeeze(2), ends, runs.First, [.. layers.Select(layer => (layer, column))], [.. layers.Select(layer => sizes[layer])]);
            }
        }, also: [HookKind.Pattern, HookKind.AttnScores]);
        tables.RequireFired(keys);
        Work.Current.Step("Attention knockout", own.Count * columns.Count, own.Count * columns.Count);
        return new PatchingResult(
            $"attention from END cut{(renormalise ? ", what is left scaled to 1" : "")}, {(heads is null ? "all heads" : string.Join(", ", heads))}", PatchDirection.Neither, "layer", [.. Enumerable.Range(0, c.Layers).Select(layer => $"{layer}")],
            "key position", columns, 0, rung, tables.Tables, tables.Changes, model.Record());
    }

    /// <summary>Patterns without a key less those with it [prompt, head, key_pos].</summary>
    static Tensor Difference(SuffixPass pass, PatchRuns runs, int layer, IReadOnlyList<int> at, bool[] isCut, bool renormalise, IReadOnlyList<HeadId>? heads)
    {
        using var scope = NewDisposeScope();
        var c = runs.Model.Config;
        Tensor AtEnd(HookPoint point) => pass.Window.Gather(runs.Plain[point].transpose(1, 2)).squeeze(1).squeeze(1); // [prompt, head, key_pos]
        var pattern = AtEnd(HookPoint.Pattern(layer));
        var kept = tensor(Enumerable.Range(0, runs.Twins.Count).SelectMany(row => Enumerable.Range(0, c.Heads).SelectMany(head => Enumerable.Range(0, runs.Twins.Clean.Length).Select(key =>
            isCut[row] && key == at[row] && (heads is null || heads.Contains(new HeadId(layer, head))) ? 0f : 1f))).ToArray()).to(pattern.dtype, pattern.device).view(pattern.shape);
        // From the scores: a head that looks at the key alone has nothing left that could be scaled.
        var cut = renormalise ? Attention.Softmax(AtEnd(new HookPoint(HookKind.AttnScores, layer)).Masked(kept.logical_not(), double.NegativeInfinity)) : pattern * kept;
        return where(kept.logical_not().any(-1, keepdim: true), cut - pattern, zeros_like(pattern)).MoveToOuterDisposeScope(); // exactly 0 where nothing is cut
    }

    /// <summary>Euclidean norms [prompt]; NaN where nothing is cut.</summary>
    static double[] Sizes(Tensor difference, bool[] isCut, bool hasHeads)
    {
        using var scope = NewDisposeScope();
        var norms = difference.to(ScalarType.Float64).Squared().sum([1L, 2L]).sqrt().cpu().contiguous().data<double>().ToArray();
        return [.. norms.Zip(isCut, (norm, cut) => cut && hasHeads ? norm : double.NaN)];
    }

    /// <summary>How much more attention writes at the end with other patterns [prompt, 1, 1, d_model].</summary>
    /// <param name="difference">Those less the plain ones [prompt, head, key_pos].</param>
    static Tensor More(PatchRuns runs, int layer, Tensor difference)
    {
        using var scope = NewDisposeScope();
        var c = runs.Model.Config;
        var values = runs.Plain[HookPoint.V(layer)].transpose(1, 2).repeat_interleave(c.HeadsPerKeyValueHead, 1); // [prompt, head, key_pos, d_head]
        var more = difference.unsqueeze(2).matmul(values).flatten(1); // [prompt, head · d_head]
        return Linear.Apply(more, runs.Model.Weights.Blocks[layer].O, null).view(runs.Twins.Count, 1, 1, c.DModel).MoveToOuterDisposeScope();
    }
}
