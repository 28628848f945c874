using TorchSharp;
using static TorchSharp.torch;

namespace Overhear;

/// <summary>The sweeps of <see cref="ActivationPatching"/>: cells are layers and slots (heads, or one) at one position or at all.</summary>
sealed class ActivationSweep
{
    readonly TransformerModel model;
    readonly TransformerConfig c;
    readonly TwinPrompts twins; // clean ones are those that are patched
    readonly HookKind kind;
    readonly ActivationPatchingOptions options;
    readonly IReadOnlyList<IAnswerMetric> metrics;
    readonly int rung, slots;
    int done, total;

    public ActivationSweep(TransformerModel model, TwinPrompts given, HookKind kind, ActivationPatchingOptions options)
    {
        (this.model, this.kind, this.options, c) = (model, kind, options, model.Config);
        metrics = [given.Metric, .. options.Metrics];
        PatchChecks.Require(model, given, metrics);
        if (options.Direction == PatchDirection.Neither) throw new ArgumentException("Activation patching takes values from another run; the directions are corrupted into clean and clean into corrupted.");
        foreach (var head in options.Heads ?? []) model.Require(head);
        twins = options.Direction == PatchDirection.CleanIntoCorrupted ? given.Exchanged : given;
        (rung, slots) = (BatchLadder.RowsFor(model, twins.Clean.Length), kind switch { HookKind.Z or HookKind.Q or HookKind.Pattern => c.Heads, HookKind.K or HookKind.V => c.KeyValueHeads, _ => 1 });
    }

    /// <summary>All positions at once.</summary>
    public PatchingResult ByHead()
    {
        total = c.Layers * twins.Count;
        return Sweep([.. Layers()], Slots(), slots, "layer", "head", "at all positions", (runs, tables) =>
            Column(runs, tables, null, (layer, slot) => (layer, slot)));
    }

    /// <summary>One position at a time.</summary>
    public PatchingResult ByPosition()
    {
        IReadOnlyList<string> columns = options.Positions ?? [.. Enumerable.Range(0, twins.Clean.Length).Select(at => $"{at}")];
        IReadOnlyList<string> rows = slots == 1 ? [.. Layers()] : [.. Enumerable.Range(0, c.Layers).SelectMany(layer => Enumerable.Range(0, slots).Select(slot => $"{layer}.{slot}"))];
        foreach (var name in options.Positions ?? []) twins.At(name);
        if (slots == 1 && options.Heads is not null) throw new ArgumentException($"{kind} has no heads; leave the heads out.");
        total = c.Layers * twins.Count * columns.Count;
        return Sweep(rows, columns, 0, slots == 1 ? "layer" : "head", "position", "position by position", (runs, tables) =>
        {
            for (var column = 0; column < columns.Count; column++)
            {
                var here = column;
                Column(runs, tables, options.Positions is null ? [.. Enumerable.Repeat(column, runs.Twins.Count)] : runs.Twins.At(columns[column]), (layer, slot) => (layer * slots + slot, here));
            }
        });
    }

    IEnumerable<string> Layers() => Enumerable.Range(0, c.Layers).Select(layer => $"{layer}");

    IReadOnlyList<string> Slots() => [.. Enumerable.Range(0, slots).Select(slot => $"{slot}")];

    PatchingResult Sweep(IReadOnlyList<string> rows, IReadOnlyList<string> columns, int heads, string rowTitle, string columnTitle, string where, Action<PatchRuns, MetricTables> sweep)
    {
        var tables = new MetricTables(model, metrics, rows.Count, columns.Count, twins.Count);
        PatchRuns.ForEach(model, twins, rung, [kind], runs =>
        {
            tables.Plain(runs.EndsOf(runs.Plain), runs.EndsOf(runs.Source), runs.First);
            sweep(runs, tables);
        }, kind == HookKind.Pattern ? [HookKind.Pattern] : null);
        tables.RequireFired(heads > 0 ? null : options.Positions);
        Work.Current.Step("Activation patching", total, total);
        return new PatchingResult($"{new HookPoint(kind, 0).Name["blocks.0.".Length..]} {where}", options.Direction, rowTitle, rows, columnTitle, columns, heads, rung, tables.Tables, tables.Changes, model.Record());
    }

    /// <summary>All layers and slots, at one position of each prompt or at all.</summary>
    void Column(PatchRuns runs, MetricTables tables, IReadOnlyList<int>? at, Func<int, int, (int Row, int Column)> cell)
    {
        using var scope = NewDisposeScope();
        IReadOnlyList<int> starts = at ?? [.. Enumerable.Range(0, runs.Twins.Count).Select(runs.Twins.FirstDifference)];
        using var pass = new SuffixPass(model, runs.Plain, RowWindow.Suffix(runs.Twins.Clean, starts, runs.Ends, model.TorchDevice));
        var ofHeads = kind is HookKind.Q or HookKind.K or HookKind.V or HookKind.Pattern ? new HeadChanges(runs, pass, kind, at) : null;
        var changes = new SenderChanges(runs, pass.Window, at);
        var ends = runs.EndsOf(runs.Plain);
        List<(int Layer, int Slot, double[] Sizes)> cells = [];
        for (var layer = 0; layer < c.Layers; layer++)
        {
            PathSender[] senders = [.. Enumerable.Range(0, slots).Select(slot => new PathSender(new HookPoint(kind, layer), slot))];
            var ofSlots = ofHeads?.Sizes(layer);
            var ofSenders = ofHeads is null ? changes.Sizes(senders) : null;
            for (var slot = 0; slot < slots; slot++)
            {
                if (options.Heads is { } heads && !heads.Contains(new HeadId(layer, slot))) continue;
                double[] sizes = [.. Enumerable.Range(0, runs.Twins.Count).Select(prompt => at is not null && !runs.Reaches(prompt, at[prompt]) ? double.NaN : ofSlots?[prompt * slots + slot] ?? ofSenders![prompt, slot])];
                if (sizes.Any(size => size > 0)) cells.Add((layer, slot, sizes));
                else tables.Unchanged(cell(layer, slot), runs.First, sizes);
            }
        }
        foreach (var chunk in cells.Chunk(Math.Max(1, rung / (runs.Twins.Count * pass.Window.Count))))
        {
            Work.Current.Step("Activation patching", done, total);
            using var inner = NewDisposeScope();
            IReadOnlyList<SuffixEntry> entries = ofHeads is null
                ? changes.Entries([.. chunk.Select(of => new PathSender(new HookPoint(kind, of.Layer), of.Slot))])
                : [.. chunk.GroupBy(of => of.Layer).Select(layer => ofHeads.Entry(layer.Key, [.. layer.Select(of => of.Slot)]))];
            var found = SuffixSweep.ToEnd(pass, entries, SuffixHold.Nothing).squeeze(2);
            tables.Add(found, ends, runs.First, [.. chunk.Select(of => cell(of.Layer, of.Slot))], [.. chunk.Select(of => of.Sizes)]);
        }
        done += c.Layers * runs.Twins.Count;
    }
}
