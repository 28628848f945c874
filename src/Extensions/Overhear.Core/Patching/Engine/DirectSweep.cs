using TorchSharp;
using static TorchSharp.torch;

namespace Overhear;

/// <summary>The sweeps of <see cref="DirectPaths"/> over all edges.</summary>
sealed class DirectSweep
{
    readonly TransformerModel model;
    readonly TransformerConfig c;
    readonly TwinPrompts twins;
    readonly PathSender[] senders;
    readonly PathReceiver[] receivers;
    readonly int rung;

    public DirectSweep(TransformerModel model, TwinPrompts twins, IReadOnlyList<PathSender>? senders, IReadOnlyList<PathReceiver>? receivers)
    {
        (this.model, this.twins, c) = (model, twins, model.Config);
        PatchChecks.Require(model, twins, [twins.Metric]);
        this.senders = [.. (senders ?? PathPatchingOptions.Everything(model)).Distinct().OrderBy(sender => sender.Layer).ThenBy(sender => sender.IsMlp).ThenBy(sender => sender.Slot)];
        this.receivers = [.. (receivers ?? DirectPaths.Receivers(model)).Distinct()];
        if (this.senders.Length == 0) throw new ArgumentException("There is no sender; at least one is needed.", nameof(senders));
        foreach (var sender in this.senders) sender.Require(model);
        foreach (var receiver in this.receivers) receiver.Require(model);
        rung = BatchLadder.RowsFor(model, twins.Clean.Length);
    }

    public PatchingResult Changes()
    {
        var (changes, sizes) = (Empty(), Empty());
        ForEach((runs, paths, receiver, column) =>
        {
            foreach (var chunk in Before(receiver).Chunk(Variants(runs, paths)))
            {
                using var scope = NewDisposeScope();
                var shares = paths.RelativeChanges([.. chunk.Select(sender => senders[sender])]);
                for (var prompt = 0; prompt < runs.Twins.Count; prompt++)
                    for (var i = 0; i < chunk.Length; i++) changes[chunk[i], column, runs.First + prompt] = shares[prompt, i];
            }
            var sent = paths.Sizes(senders);
            foreach (var sender in Before(receiver))
                foreach (var (prompt, size) in sent[sender].Index()) sizes[sender, column, runs.First + prompt] = size;
        }, null, "Direct paths, changes");
        var none = new PromptValues(new double[twins.Count]);
        return Result("change of the receiver's query, key, value or normed input, over its clean norm", [new PatchTable("relative change", "", none, none, changes)], sizes, logits: false);
    }

    public PatchingResult Effects(bool logits)
    {
        var tables = new MetricTables(model, [twins.Metric], senders.Length, receivers.Length + (logits ? 1 : 0), twins.Count);
        ForEach((runs, paths, receiver, column) =>
        {
            var (sizes, ends, early) = (paths.Sizes(senders), runs.EndsOf(runs.Plain), Before(receiver).ToList());
            bool Changes(int sender) => sizes[sender].Any(size => size > 0);
            foreach (var sender in early.Where(sender => !Changes(sender))) tables.Unchanged((sender, column), runs.First, sizes[sender]);
            foreach (var chunk in early.Where(Changes).Chunk(Variants(runs, paths)))
            {
                Work.Current.ThrowIfCancelled();
                using var scope = NewDisposeScope();
                tables.Add(paths.Ends([.. chunk.Select(sender => senders[sender])]), ends, runs.First, [.. chunk.Select(sender => (sender, column))], [.. chunk.Select(sender => sizes[sender])]);
            }
        }, tables, "Direct paths", logits);
        tables.RequireFired(null);
        return Result("direct paths", tables.Tables, tables.Changes, logits);
    }

    /// <summary>Goes through the receivers of each chunk of prompts; the logits come last, as none.</summary>
    void ForEach(Action<PatchRuns, PathRuns, PathReceiver?, int> sweep, MetricTables? tables, string label, bool logits = false)
    {
        var (options, columns) = (new PathPatchingOptions { Semantics = PathSemantics.Direct }, receivers.Length + (logits ? 1 : 0));
        PatchRuns.ForEach(model, twins, rung, [HookKind.ResidPre, HookKind.Z, HookKind.MlpOut], runs =>
        {
            tables?.Plain(runs.EndsOf(runs.Plain), runs.EndsOf(runs.Source), runs.First);
            for (var column = 0; column < columns; column++)
            {
                Work.Current.Step(label, (long)runs.First * columns + (long)column * runs.Twins.Count, (long)twins.Count * columns);
                var receiver = column < receivers.Length ? receivers[column] : (PathReceiver?)null;
                using var paths = new PathRuns(runs, receiver is { } one ? [one] : [], null, options);
                sweep(runs, paths, receiver, column);
            }
        });
        Work.Current.Step(label, (long)twins.Count * columns, (long)twins.Count * columns);
    }

    int Variants(PatchRuns runs, PathRuns paths) => Math.Max(1, rung / (runs.Twins.Count * paths.Rows));

    IEnumerable<int> Before(PathReceiver? receiver) => Enumerable.Range(0, senders.Length).Where(sender => receiver is not { } one || one.ComesAfter(senders[sender], c));

    double[,,] Empty()
    {
        var table = new double[senders.Length, receivers.Length, twins.Count];
        for (var sender = 0; sender < senders.Length; sender++)
            for (var column = 0; column < receivers.Length; column++)
                for (var prompt = 0; prompt < twins.Count; prompt++) table[sender, column, prompt] = double.NaN;
        return table;
    }

    PatchingResult Result(string name, IReadOnlyList<PatchTable> tables, double[,,] sizes, bool logits) => new(
        name, PatchDirection.CorruptedIntoClean, "sender", [.. senders.Select(sender => $"{sender}")], "receiver", [.. receivers.Select(receiver => Name(receiver)), .. logits ? ["logits"] : Array.Empty<string>()], 0, rung, tables, sizes, model.Record());

    /// <summary>A key-value head that several heads share is named by the first of them.</summary>
    static string Name(PathReceiver receiver) => receiver.Kind == HookKind.MlpIn ? $"{receiver}" : $"{(receiver.Kind == HookKind.Q ? "q" : receiver.Kind == HookKind.K ? "k" : "v")} {receiver.Layer}.{receiver.Head}";
}
