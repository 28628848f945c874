using TorchSharp;
using static TorchSharp.torch;

namespace Overhear;

/// <summary>The sweep of <see cref="PathPatching"/> over all senders.</summary>
static class PathSweep
{
    /// <param name="instead">What senders send where it comes from no other run; what they write on the twins where it is null.</param>
    /// <param name="label">What the work is called.</param>
    public static PatchingResult Run(
        TransformerModel model, TwinPrompts twins, IReadOnlyList<PathReceiver> receivers, string? receiversAt, PathPatchingOptions options, SourceValues? instead = null, string label = "Path patching")
    {
        var c = model.Config;
        PathSender[] senders = [.. (options.Senders ?? [.. model.Heads.Select(PathSender.OfHead)]).Distinct().OrderBy(sender => sender.Layer).ThenBy(sender => sender.IsMlp).ThenBy(sender => sender.Slot)];
        IReadOnlyList<IAnswerMetric> metrics = [twins.Metric, .. options.Metrics];
        PatchChecks.Require(model, twins, metrics);
        Require(model, senders, receivers, options.Senders is not null);
        if (receiversAt is not null) twins.At(receiversAt);
        if (options.SendersAt is { } role) twins.At(role);

        var rung = BatchLadder.RowsFor(model, twins.Clean.Length);
        var tables = new MetricTables(model, metrics, PathRows.Rows(c, senders).Count, PathRows.Columns(c, senders).Count, twins.Count);
        var (done, total) = (0, senders.Length * twins.Count);
        PatchRuns.ForEach(model, twins, rung, [HookKind.ResidPre, HookKind.Z, HookKind.MlpOut], runs =>
        {
            var (ends, first) = (runs.EndsOf(runs.Plain), runs.First);
            tables.Plain(ends, runs.EndsOf(runs.Source), first);
            using var paths = new PathRuns(runs, receivers, receiversAt, options);
            var sizes = paths.Sizes(senders);
            bool Changes(int sender) => sizes[sender].Any(size => size > 0);
            foreach (var (at, sender) in senders.Index().Where(sender => !Changes(sender.Index))) tables.Unchanged(PathRows.Cell(c, senders, sender), first, sizes[at]);
            foreach (var chunk in Enumerable.Range(0, senders.Length).Where(Changes).Chunk(Math.Max(1, rung / (runs.Twins.Count * paths.Rows))))
            {
                Work.Current.Step(label, done, total);
                using var scope = NewDisposeScope();
                PathSender[] together = [.. chunk.Select(sender => senders[sender])];
                tables.Add(paths.Ends(together), ends, first, [.. together.Select(sender => PathRows.Cell(c, senders, sender))], [.. chunk.Select(sender => sizes[sender])]);
                done += chunk.Length * runs.Twins.Count;
            }
        }, instead: instead);
        tables.RequireFired(null);
        Work.Current.Step(label, total, total);
        var to = receivers.Count == 0 ? "the logits" : $"{string.Join(", ", receivers)} at {receiversAt ?? "all positions"}";
        return new PatchingResult(
            $"paths from {(options.SendersAt is null ? "" : $"{options.SendersAt} of ")}{Each(senders)} to {to}, {Words(options.Semantics)}", PatchDirection.CorruptedIntoClean, senders.Contains(PathSender.Embedding) ? "sender" : "layer",
            PathRows.Rows(c, senders), "head", PathRows.Columns(c, senders), c.Heads, rung, tables.Tables, tables.Changes, model.Record());
    }

    static string Each(IReadOnlyList<PathSender> senders) => string.Join(" and ", senders.Select(sender => sender.Head is not null ? "each head" : sender == PathSender.Embedding ? "the embedding" : "each MLP").Distinct().Order(StringComparer.Ordinal));

    public static string Words(PathSemantics semantics) => semantics switch
    {
        PathSemantics.Direct => "direct", PathSemantics.ThroughMlps => "through MLPs", PathSemantics.FrozenAtPosition => "heads frozen at the sender's position", _ => "all live",
    };

    static void Require(TransformerModel model, IReadOnlyList<PathSender> senders, IReadOnlyList<PathReceiver> receivers, bool areAskedFor)
    {
        if (senders.Count == 0) throw new ArgumentException("There is no sender; at least one is needed.");
        foreach (var sender in senders) sender.Require(model);
        foreach (var receiver in receivers) receiver.Require(model);
        if (receivers.Count == 0) return;
        var late = senders.Where(sender => !receivers.Any(receiver => receiver.ComesAfter(sender, model.Config))).ToList();
        if (late.Count == senders.Count || (areAskedFor && late.Count > 0))
            throw new ArgumentException($"{string.Join(", ", late.Take(8))} {(late.Count == 1 ? "comes" : "come")} behind all receivers ({string.Join(", ", receivers)}), so no path leads there; a sender comes before at least one of them.");
    }
}
