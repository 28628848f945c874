namespace Overhear.Benchmarks;

/// <summary>Path patching of all earlier heads into one head's query against two full forward passes a head.</summary>
sealed class PathQueryBenchmark : IBenchmark
{
    public string Name => "path-query";

    public string Question => "two full forward passes a head / paths of all earlier heads into one head's query, through MLPs";

    public Figure Measure(Subject subject, Stopclock clock)
    {
        using var work = Work.Begin(memoryBudget: PatchingNotes.Budget);
        var (model, twins, c) = (subject.Model, subject.Prompts.Twins, subject.Model.Config);
        using var literal = new LiteralRuns(model, twins);
        var receiver = new HeadId(c.Layers * 3 / 4, Math.Min(9, c.Heads - 1)); // 9.9 of GPT-2 small
        var (heads, point, found) = (model.Heads.Where(head => head.Layer < receiver.Layer).ToList(), HookPoint.Q(receiver.Layer), new Dictionary<int, double[]>());
        PatchingResult? result = null;
        var comparison = clock.Compare(
            Side.Whole("all heads in one sweep", () => result = PathPatching.Into(model, twins, [PathReceiver.Query(receiver)])),
            new Side("two passes a head", heads.Count, units =>
            {
                foreach (var unit in units)
                {
                    using var read = literal.Read(point, literal.Holding(PathSender.OfHead(heads[unit]), mlps: false));
                    found[unit] = literal.Differences([new Hook(point, live =>
                    {
                        live.select(1, -1).select(1, receiver.Head).copy_(read.select(1, -1).select(1, receiver.Head));
                        return live;
                    })]);
                }
            }));
        var flops = new Flops(c);
        double rows = twins.Count * twins.Clean.Length, perHead = 2.0 * c.DHead * c.DModel;
        var ours = flops.Plain(rows) + heads.Sum(head => twins.Count * (3 * perHead + (receiver.Layer - head.Layer) * flops.Mlp + flops.Behind(receiver.Layer, 1)));
        return Figure.Of(Name, Bound.AtLeast(45), comparison,
        [
            Flops.Ratio(heads.Count * 2 * flops.Pass(rows), ours), PatchingNotes.Memory(comparison), $"{heads.Count} heads into the query of {receiver} at the end, batches of {result!.BatchRows} rows",
            Agreement.Note(found.SelectMany(unit => unit.Value.Select((value, prompt) => (result.Patched(heads[unit.Key].Layer, heads[unit.Key].Head).Values[prompt], value, result.Plain.Values[prompt])))),
        ]);
    }
}
