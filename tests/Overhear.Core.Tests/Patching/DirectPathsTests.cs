namespace Overhear.Tests;

/// <summary>Every direct edge against its literal twin, grouped-query heads included.</summary>
[Trait("Category", "fast")]
public sealed class DirectPathsTests
{
    public static TheoryData<string> Families => [.. TinyModels.Families];

    static TwinPrompts Twins(TransformerModel model) => new(TinyModels.Tokens(model, 3, 6), TinyModels.Tokens(model, 3, 6, seed: 2), new LogitDifference([3, 5, 8], [20, 21, 22]));

    [Theory, MemberData(nameof(Families))]
    public void Effects_are_the_literal_ones_of_every_edge(string family)
    {
        var model = TinyModels.Of(family);
        var twins = Twins(model);
        var literal = new LiteralPathPatching(model, twins.Clean, twins.Corrupted, twins.Metric);
        var (senders, receivers) = (PathPatchingOptions.Everything(model), DirectPaths.Receivers(model));
        var result = DirectPaths.Effects(model, twins);
        var (worst, largest, edges) = (0.0, 0.0, 0);
        foreach (var sender in senders)
            for (var column = 0; column <= receivers.Count; column++)
            {
                var row = result.Rows.ToList().IndexOf($"{sender}");
                var toLogits = column == receivers.Count;
                Assert.Equal(toLogits || receivers[column].ComesAfter(sender, model.Config), result.Has(row, column));
                if (!result.Has(row, column)) continue;
                edges++;
                var expected = toLogits ? literal.ToLogits(LiteralPathSemantics.Direct, [PathEnd.Of(sender)]) : literal.ToReceivers(LiteralPathSemantics.Direct, [PathEnd.Of(sender)], null, [PathEnd.Of(receivers[column], model.Config)], null);
                foreach (var (value, ours, plain) in expected.Zip(result.Patched(row, column).Values, result.Plain.Values)) (worst, largest) = (Math.Max(worst, Math.Abs(value - ours)), Math.Max(largest, Math.Abs(value - plain)));
            }
        Assert.True(edges > receivers.Count, $"only {edges} edges");
        Assert.True(worst <= 1e-4 * largest, $"off by {worst:g3}, where the largest effect is {largest:g3}");
    }

    [Theory, MemberData(nameof(Families))]
    public void Changes_are_those_of_the_literal_inputs(string family)
    {
        var model = TinyModels.Of(family);
        var twins = Twins(model);
        var result = DirectPaths.Changes(model, twins);
        var sender = PathSender.OfHead(new HeadId(0, 1));
        var corrupted = model.Inspect(twins.Corrupted, run => TinyModels.Numbers(run[HookPoint.Z(0)]), RunOptions.Keeping(HookSelection.Of(HookPoint.Z(0))));
        var (clean, mlp) = model.Inspect(twins.Clean, run => (TinyModels.Numbers(run[HookPoint.V(1)]), TinyModels.Numbers(run[HookPoint.MlpOut(0)])), RunOptions.Keeping(HookSelection.Of(HookPoint.V(1), HookPoint.MlpOut(0))));
        var c = model.Config;
        var changed = model.Inspect(twins.Clean, run => TinyModels.Numbers(run[HookPoint.V(1)]), new RunOptions
        {
            Keep = HookSelection.Of(HookPoint.V(1)),
            Edits =
            [
                new Hook(HookPoint.Z(0), z =>
                {
                    for (var i = 0; i < 3 * 6; i++)
                        for (var e = 0; e < c.DHead; e++) z[i / 6, i % 6, 1, e].Fill(corrupted[(i * c.Heads + 1) * c.DHead + e]);
                    return z;
                }),
                new Hook(HookPoint.MlpOut(0), _ => TorchSharp.torch.tensor(mlp.Select(value => (float)value).ToArray(), [3, 6, c.DModel])),
            ],
        });
        for (var prompt = 0; prompt < 3; prompt++)
        {
            double Norm(Func<int, double> of) => Math.Sqrt(Enumerable.Range(0, 6 * c.DHead).Sum(i => of((prompt * 6 + i / c.DHead) * c.KeyValueHeads * c.DHead + i % c.DHead) is var x ? x * x : 0));
            var expected = Norm(i => changed[i] - clean[i]) / Norm(i => clean[i]);
            Assert.Equal(expected, result.Patched(result.Rows.ToList().IndexOf($"{sender}"), result.Columns.ToList().IndexOf("v 1.0")).Values[prompt], 1e-5);
        }
    }
}
