using TorchSharp;
using static TorchSharp.torch;

namespace Overhear;

/// <summary>
/// Attention knockout (Geva et al. 2023, arXiv:2304.14767): what the answer becomes if, in one layer, attention from one position to others is
/// cut, everything after it live.
/// </summary>
public static class AttentionKnockout
{
    /// <summary>Attention from the last position, in every layer and to every key.</summary>
    /// <param name="model">The model.</param>
    /// <param name="prompts">The prompts, their metric and positions; twins are not used.</param>
    /// <param name="renormalise">Whether what is left of a row is scaled to 1, as if the key had been masked before the softmax; otherwise its part is lost.</param>
    /// <param name="heads">Which heads of a layer are cut, all at once; every head where it is null.</param>
    /// <param name="keys">The keys by name (<see cref="TwinPrompts.At"/>): IO, S2; all positions of the batch where it is null.</param>
    /// <returns>Layers by keys; 0 of keys at or behind the last position.</returns>
    /// <remarks>Two forward passes, and of each layer and key the layers behind it, at one position.</remarks>
    /// <exception cref="ArgumentException">Prompts, metric, heads or keys do not fit; the message lists every problem.</exception>
    public static PatchingResult FromEnd(TransformerModel model, TwinPrompts prompts, bool renormalise = true, IReadOnlyList<HeadId>? heads = null, IReadOnlyList<string>? keys = null) =>
        From(model, prompts, "END", keys is null ? null : [.. keys.Select(key => new KeyGroup(key, key))], renormalise, heads);

    /// <summary>Attention from any position, in every layer, to one key or to several at once.</summary>
    /// <param name="model">The model.</param>
    /// <param name="prompts">The prompts, their metric and positions; twins are not used.</param>
    /// <param name="query">The position that looks, by name: S2, END.</param>
    /// <param name="keys">The keys that are cut together; each position of the batch by itself where it is null.</param>
    /// <param name="renormalise">Whether what is left of a row is scaled to 1, as if the keys had been masked before the softmax; otherwise their part is lost.</param>
    /// <param name="heads">Which heads of a layer are cut, all at once; every head where it is null.</param>
    /// <returns>Layers by keys; 0 of keys at or behind the position that looks, which always keeps itself.</returns>
    /// <remarks>Two forward passes, and of each layer and group of keys the layers behind it, from the position that looks on.</remarks>
    /// <exception cref="ArgumentException">Prompts, metric, heads or positions do not fit; the message lists every problem.</exception>
    /// <exception cref="InvalidOperationException">A group of keys is cut in no prompt.</exception>
    public static PatchingResult From(TransformerModel model, TwinPrompts prompts, string query, IReadOnlyList<KeyGroup>? keys = null, bool renormalise = true, IReadOnlyList<HeadId>? heads = null)
    {
        var c = model.Config;
        var own = prompts with { Corrupted = prompts.Clean };
        PatchChecks.Require(model, own, [own.Metric]);
        if (heads is { Count: 0 }) throw new ArgumentException("There is no head; name at least one, or leave them out for all.", nameof(heads));
        foreach (var head in heads ?? []) model.Require(head);
        if (keys is { Count: 0 } || keys?.FirstOrDefault(group => group.Positions.Count == 0) is not null) throw new ArgumentException("There is no key, or a group without one; name at least one position in each, or leave them out for all.", nameof(keys));
        foreach (var name in (keys ?? []).SelectMany(group => group.Positions).Append(query)) own.At(name);
        IReadOnlyList<string> columns = keys is null ? [.. Enumerable.Range(0, own.Clean.Length).Select(at => $"{at}")] : [.. keys.Select(group => group.Name)];
        var rung = BatchLadder.RowsFor(model, own.Clean.Length);
        var tables = new MetricTables(model, [own.Metric], c.Layers, columns.Count, own.Count);
        PatchRuns.ForEach(model, own, rung, [], runs =>
        {
            var (ends, looking) = (runs.EndsOf(runs.Plain), runs.Twins.At(query));
            tables.Plain(ends, ends, runs.First);
            using var pass = new SuffixPass(model, runs.Plain, RowWindow.Suffix(runs.Twins.Clean, looking, runs.Ends, model.TorchDevice));
            for (var column = 0; column < columns.Count; column++)
            {
                Work.Current.Step("Attention knockout", runs.First * columns.Count + column * runs.Twins.Count, own.Count * columns.Count);
                using var scope = NewDisposeScope();
                int[][] cut = [.. Cut(runs, looking, column, keys?[column])];
                Tensor[] differences = [.. Enumerable.Range(0, c.Layers).Select(layer => Difference(pass, runs, layer, cut, renormalise, heads))]; // [prompt, head, key_pos]
                double[][] sizes = [.. differences.Select((difference, layer) => Sizes(difference, cut, heads is null || heads.Any(head => head.Layer == layer)))];
                int[] layers = [.. Enumerable.Range(0, c.Layers).Where(layer => sizes[layer].Any(size => size > 0))];
                foreach (var layer in Enumerable.Range(0, c.Layers).Except(layers)) tables.Unchanged((layer, column), runs.First, sizes[layer]);
                foreach (var chunk in layers.Chunk(Math.Max(1, rung / (runs.Twins.Count * pass.Window.Count))))
                {
                    SuffixEntry[] entries = [.. chunk.Select(layer => new SuffixEntry(layer, AtMlp: false, 1, () => More(runs, layer, differences[layer]), AtFirstRow: true))];
                    tables.Add(SuffixSweep.ToEnd(pass, entries, SuffixHold.Nothing).squeeze(2), ends, runs.First, [.. chunk.Select(layer => (layer, column))], [.. chunk.Select(layer => sizes[layer])]);
                }
            }
        }, also: [HookKind.Pattern, HookKind.AttnScores]);
        tables.RequireFired(keys is null ? null : columns);
        Work.Current.Step("Attention knockout", own.Count * columns.Count, own.Count * columns.Count);
        return new PatchingResult(
            $"attention from {query} cut{(renormalise ? ", what is left scaled to 1" : "")}, {(heads is null ? "all heads" : string.Join(", ", heads))}", PatchDirection.Neither, "layer", [.. Enumerable.Range(0, c.Layers).Select(layer => $"{layer}")],
            "key position", columns, 0, rung, tables.Tables, tables.Changes, model.Record());
    }

    /// <summary>The keys that are cut in each prompt.</summary>
    static IEnumerable<int[]> Cut(PatchRuns runs, IReadOnlyList<int> looking, int column, KeyGroup? group)
    {
        List<IReadOnlyList<int>> named = [.. (group?.Positions ?? []).Select(runs.Twins.At)];
        return looking.Select((from, row) => !runs.Reaches(row, from) ? (int[])[] : [.. (group is null ? [column] : named.Select(at => at[row])).Distinct().Where(key => key < from && runs.Twins.Clean.IsToken(row, key))]);
    }

    /// <summary>Patterns of the position that looks without keys less those with them [prompt, head, key_pos].</summary>
    static Tensor Difference(SuffixPass pass, PatchRuns runs, int layer, int[][] cut, bool renormalise, IReadOnlyList<HeadId>? heads)
    {
        using var scope = NewDisposeScope();
        var c = runs.Model.Config;
        Tensor Looking(HookPoint point) => pass.Window.Gather(runs.Plain[point].transpose(1, 2)).select(2, 0).squeeze(1); // [prompt, head, key_pos]
        var pattern = Looking(HookPoint.Pattern(layer));
        var kept = tensor(Enumerable.Range(0, runs.Twins.Count).SelectMany(row => Enumerable.Range(0, c.Heads).SelectMany(head => Enumerable.Range(0, runs.Twins.Clean.Length).Select(key =>
            cut[row].Contains(key) && (heads is null || heads.Contains(new HeadId(layer, head))) ? 0f : 1f))).ToArray()).to(pattern.dtype, pattern.device).view(pattern.shape);
        // From the scores: a head that looks at the keys alone has nothing left that could be scaled.
        var without = renormalise ? Attention.Softmax(Looking(new HookPoint(HookKind.AttnScores, layer)).Masked(kept.logical_not(), double.NegativeInfinity)) : pattern * kept;
        return where(kept.logical_not().any(-1, keepdim: true), without - pattern, zeros_like(pattern)).MoveToOuterDisposeScope(); // exactly 0 where nothing is cut
    }

    /// <summary>Euclidean norms [prompt]; NaN where nothing is cut.</summary>
    static double[] Sizes(Tensor difference, int[][] cut, bool hasHeads)
    {
        using var scope = NewDisposeScope();
        var norms = difference.to(ScalarType.Float64).Squared().sum([1L, 2L]).sqrt().cpu().contiguous().data<double>().ToArray();
        return [.. norms.Zip(cut, (norm, keys) => keys.Length > 0 && hasHeads ? norm : double.NaN)];
    }

    /// <summary>How much more attention writes at the position that looks with other patterns [prompt, 1, 1, d_model].</summary>
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
