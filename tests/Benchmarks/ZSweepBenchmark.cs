namespace Overhear.Benchmarks;

/// <summary>Activation patching of z of every head and position against one full forward pass each.</summary>
/// <param name="name">Its name.</param>
/// <param name="differs">The one position at which prompts and twins differ; null where all do.</param>
/// <param name="bound">The least ratio.</param>
sealed class ZSweepBenchmark(string name, int? differs, double bound) : IBenchmark
{
    public string Name => name;

    public string Question => $"one full forward pass a head and position / z of every head and position{(differs is { } at ? $", prompts that differ at position {at} alone" : "")}";

    public Figure Measure(Subject subject, Stopclock clock)
    {
        using var work = Work.Begin(memoryBudget: PatchingNotes.Budget);
        var (model, c) = (subject.Model, subject.Model.Config);
        var twins = differs is { } position ? subject.Prompts.TwinsDifferingAt(position) : subject.Prompts.Twins;
        using var literal = new LiteralRuns(model, twins);
        var (length, found) = (twins.Clean.Length, new Dictionary<int, double[]>());
        PatchingResult? result = null;
        // A unit of ours is one head of every layer at every position.
        var comparison = clock.Compare(
            new Side("heads of every layer in sweeps", c.Heads, units => result = ActivationPatching.ByHeadAndPosition(model, twins, HookKind.Z, new ActivationPatchingOptions
            {
                Direction = PatchDirection.CorruptedIntoClean, Heads = [.. units.SelectMany(head => Enumerable.Range(0, c.Layers).Select(layer => new HeadId(layer, head)))],
            })),
            new Side("one pass a head and position", c.Layers * c.Heads * length, units =>
            {
                foreach (var unit in units)
                {
                    var (head, at) = (model.Heads[unit / length], unit % length);
                    found[unit] = literal.Differences([new Hook(HookPoint.Z(head.Layer), live =>
                    {
                        live.select(1, at).select(1, head.Head).copy_(literal.Corrupted(HookPoint.Z(head.Layer)).select(1, at).select(1, head.Head));
                        return live;
                    })]);
                }
            }), fewestRounds: 2, longest: 60);
        var flops = new Flops(c);
        double rows = twins.Count * length;
        var ours = flops.Plain(rows) + Enumerable.Range(differs ?? 0, length - (differs ?? 0)).Sum(at => c.Heads * Enumerable.Range(0, c.Layers).Sum(layer => twins.Count * flops.BehindFirstRow(layer, length - at)));
        return Figure.Of(Name, Bound.AtLeast(bound), comparison,
        [
            Flops.Ratio(c.Layers * c.Heads * length * flops.Pass(rows), ours), PatchingNotes.Memory(comparison), $"batches of {result!.BatchRows} rows",
            Agreement.Note(found.Where(unit => result.Has(unit.Key / length, unit.Key % length)).SelectMany(unit => unit.Value.Select((value, prompt) => (result.Patched(unit.Key / length, unit.Key % length).Values[prompt], value, result.Plain.Values[prompt])))),
        ]);
    }
}
