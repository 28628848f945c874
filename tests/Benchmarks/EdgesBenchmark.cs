namespace Overhear.Benchmarks;

/// <summary>Every direct edge from a head or an MLP into a head's query, key or value against one full forward pass an edge, what it changes in its receiver known by a product.</summary>
sealed class EdgesBenchmark : IBenchmark
{
    public string Name => "edges";

    public string Question => "one full forward pass an edge / effect of every direct edge from a head or MLP into a head's q, k or v";

    public Figure Measure(Subject subject, Stopclock clock)
    {
        using var work = Work.Begin(memoryBudget: PatchingNotes.Budget);
        var (model, twins, c) = (subject.Model, subject.Prompts.Twins, subject.Model.Config);
        using var literal = new LiteralRuns(model, twins);
        PathSender[] senders = [.. PathPatchingOptions.Everything(model).Where(sender => sender != PathSender.Embedding)];
        HookKind[] kinds = [HookKind.Q, HookKind.K, HookKind.V];
        // A unit of ours is one query, key or value of every layer, so that units cost the same.
        IReadOnlyList<PathReceiver> Receivers(int unit) => [.. Enumerable.Range(1, c.Layers - 1).Select(layer => new PathReceiver(kinds[unit % 3], layer, unit / 3))];
        var (edges, found) = ((from unit in Enumerable.Range(0, 3 * c.Heads) from receiver in Receivers(unit) from sender in senders where sender.Point.Layer < receiver.Layer select (sender, receiver)).ToList(), new Dictionary<int, double[]>());
        PatchingResult? result = null;
        var comparison = clock.Compare(
            new Side("edges into one q, k or v of every layer in sweeps", 3 * c.Heads, units => result = DirectPaths.Effects(model, twins, senders, [.. units.SelectMany(Receivers)], logits: false)),
            new Side("one pass an edge", edges.Count, units =>
            {
                foreach (var unit in units)
                {
                    var (sender, receiver) = edges[unit];
                    var point = new HookPoint(receiver.Kind, receiver.Layer);
                    using var read = literal.Received(sender, receiver);
                    found[unit] = literal.Differences([new Hook(point, live =>
                    {
                        live.select(2, receiver.Head).copy_(read);
                        return live;
                    })]);
                }
            }), fewestRounds: 1);
        var flops = new Flops(c);
        double rows = twins.Count * twins.Clean.Length;
        var ours = flops.Plain(rows) + edges.Sum(edge => twins.Count * (twins.Clean.Length * 6.0 * c.DHead * c.DModel + flops.Behind(edge.receiver.Layer, twins.Clean.Length)));
        var columns = result!.Columns.ToList();
        int Column(PathReceiver receiver) => columns.IndexOf($"{(receiver.Kind == HookKind.Q ? "q" : receiver.Kind == HookKind.K ? "k" : "v")} {receiver.Layer}.{receiver.Head}");
        var both = found.Where(unit => Column(edges[unit.Key].receiver) >= 0).SelectMany(unit => unit.Value.Select((value, prompt) =>
            (result.Patched(result.Rows.ToList().IndexOf($"{edges[unit.Key].sender}"), Column(edges[unit.Key].receiver)).Values[prompt], value, result.Plain.Values[prompt]))).ToList();
        return Figure.Of(Name, Bound.AtLeast(4.5), comparison,
        [
            $"{edges.Count} edges", Flops.Ratio(edges.Count * flops.Pass(rows), ours), PatchingNotes.Memory(comparison), both.Count == 0 ? "no edge was run on both sides; tests compare them" : Agreement.Note(both),
        ]);
    }
}
