namespace Overhear.Benchmarks;

/// <summary>Path patching of every head to the logits against one full forward pass a head.</summary>
sealed class PathLogitsBenchmark(string name, PathSemantics semantics, double bound) : IBenchmark
{
    public string Name => name;

    public string Question => $"one full forward pass a head / paths of every head to the logits, {semantics}";

    public Figure Measure(Subject subject, Stopclock clock)
    {
        using var work = Work.Begin(memoryBudget: PatchingNotes.Budget);
        var (model, twins, c) = (subject.Model, subject.Prompts.Twins, subject.Model.Config);
        using var literal = new LiteralRuns(model, twins);
        var (heads, options, found) = (model.Heads, new PathPatchingOptions { Semantics = semantics }, new Dictionary<int, double[]>());
        PatchingResult? result = null;
        var comparison = clock.Compare(
            Side.Whole("all heads in one sweep", () => result = PathPatching.ToLogits(model, twins, options)),
            new Side("one pass a head", heads.Count, units =>
            {
                foreach (var unit in units) found[unit] = literal.Differences(literal.Holding(PathSender.OfHead(heads[unit]), semantics == PathSemantics.Direct));
            }));
        var flops = new Flops(c);
        double rows = twins.Count * twins.Clean.Length, perHead = 2.0 * c.DHead * c.DModel;
        var ours = flops.Plain(rows) + heads.Sum(head => twins.Count * (perHead + (semantics == PathSemantics.Direct ? 0 : (c.Layers - head.Layer) * flops.Mlp)));
        return Figure.Of(Name, Bound.AtLeast(bound), comparison,
        [
            Flops.Ratio(heads.Count * flops.Pass(rows), ours), PatchingNotes.Memory(comparison), $"batches of {result!.BatchRows} rows",
            Agreement.Note(found.SelectMany(unit => unit.Value.Select((value, prompt) => (result.Patched(heads[unit.Key].Layer, heads[unit.Key].Head).Values[prompt], value, result.Plain.Values[prompt])))),
        ]);
    }
}
