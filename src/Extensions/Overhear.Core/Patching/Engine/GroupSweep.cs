using TorchSharp;
using static TorchSharp.torch;

namespace Overhear;

/// <summary>The sweep of <see cref="PathPatching"/> over groups of senders that send together.</summary>
static class GroupSweep
{
    public static PatchingResult Run(TransformerModel model, TwinPrompts twins, IReadOnlyList<SenderGroup> groups, IReadOnlyList<PathReceiver> receivers, string? receiversAt, PathPatchingOptions options)
    {
        IReadOnlyList<IAnswerMetric> metrics = [twins.Metric, .. options.Metrics];
        PatchChecks.Require(model, twins, metrics);
        Require(model, groups, receivers, options);
        if (receiversAt is not null) twins.At(receiversAt);
        if (options.SendersAt is { } role) twins.At(role);
        var rung = BatchLadder.RowsFor(model, twins.Clean.Length);
        var tables = new MetricTables(model, metrics, groups.Count, 1, twins.Count);
        PatchRuns.ForEach(model, twins, rung, [HookKind.ResidPre, HookKind.Z, HookKind.MlpOut], runs =>
        {
            var (ends, first) = (runs.EndsOf(runs.Plain), runs.First);
            tables.Plain(ends, runs.EndsOf(runs.Source), first);
            using var paths = new PathRuns(runs, receivers, receiversAt, options);
            double[][] sizes = [.. groups.Select(group => Together(paths.Sizes(group.Senders)))];
            bool Changes(int group) => sizes[group].Any(size => size > 0);
            foreach (var group in Enumerable.Range(0, groups.Count).Where(group => !Changes(group))) tables.Unchanged((group, 0), first, sizes[group]);
            foreach (var chunk in Enumerable.Range(0, groups.Count).Where(Changes).Chunk(Math.Max(1, rung / (runs.Twins.Count * paths.Rows))))
            {
                Work.Current.Step("Path patching", (long)first * groups.Count + (long)chunk[0] * runs.Twins.Count, (long)twins.Count * groups.Count);
                using var scope = NewDisposeScope();
                tables.Add(paths.EndsOfGroups([.. chunk.Select(group => groups[group])]), ends, first, [.. chunk.Select(group => (group, 0))], [.. chunk.Select(group => sizes[group])]);
            }
        });
        tables.RequireFired(null);
        Work.Current.Step("Path patching", (long)twins.Count * groups.Count, (long)twins.Count * groups.Count);
        var to = receivers.Count == 0 ? "the logits" : $"{string.Join(", ", receivers)} at {receiversAt ?? "all positions"}";
        return new PatchingResult(
            $"paths from {(options.SendersAt is null ? "" : $"{options.SendersAt} of ")}heads and MLPs together to {to}, {PathSweep.Words(options.Semantics)}", PatchDirection.CorruptedIntoClean, "senders", [.. groups.Select(group => group.Name)],
            "receiver", [receivers.Count == 0 ? "logits" : string.Join(", ", receivers)], 0, rung, tables.Tables, tables.Changes, model.Record());
    }

    /// <summary>Norms of changes at several places together; NaN in a prompt in which none sends.</summary>
    static double[] Together(IReadOnlyList<double[]> sizes) => [.. Enumerable.Range(0, sizes[0].Length).Select(prompt =>
    {
        double[] sent = [.. sizes.Select(of => of[prompt]).Where(size => !double.IsNaN(size))];
        return sent.Length == 0 ? double.NaN : Math.Sqrt(sent.Sum(size => size * size));
    })];

    static void Require(TransformerModel model, IReadOnlyList<SenderGroup> groups, IReadOnlyList<PathReceiver> receivers, PathPatchingOptions options)
    {
        if (groups.Count == 0) throw new ArgumentException("There is no group of senders; at least one is needed.", nameof(groups));
        if (options.Senders is not null) throw new ArgumentException("The senders are those of the groups; leave them out of the options.", nameof(options));
        foreach (var receiver in receivers) receiver.Require(model);
        List<string> problems = [];
        foreach (var group in groups)
        {
            if (group.Senders.Count == 0) problems.Add($"'{group.Name}' has no sender; at least one is needed.");
            foreach (var sender in group.Senders) sender.Require(model);
            var late = group.Senders.Where(sender => receivers.Count > 0 && !receivers.Any(receiver => receiver.ComesAfter(sender, model.Config))).ToList();
            if (late.Count > 0) problems.Add($"Of '{group.Name}' {string.Join(", ", late.Take(8))} {(late.Count == 1 ? "comes" : "come")} behind all receivers ({string.Join(", ", receivers)}), so no path leads there; leave {(late.Count == 1 ? "it" : "them")} out.");
        }
        foreach (var (name, _) in groups.CountBy(group => group.Name).Where(name => name.Value > 1)) problems.Add($"Two groups are called '{name}'; give each a name of its own.");
        if (problems.Count > 0) throw new ArgumentException(string.Join(Environment.NewLine, problems));
    }
}
