namespace Overhear.Tests;

/// <summary>
/// Activation patching against one forward pass a patch with the activation exchanged, on four layers of every architecture, with usual and
/// with sharp attention, on prompts of different lengths.
/// </summary>
[Trait("Category", "slow")]
public sealed class ActivationPatchingTests
{
    const double Tolerance = 1e-4; // of the table's largest effect

    static readonly HookKind[] places = [HookKind.ResidPre, HookKind.ResidMid, HookKind.ResidPost, HookKind.AttnOut, HookKind.MlpOut];
    static readonly HookKind[] ofHeads = [HookKind.Z, HookKind.Q, HookKind.K, HookKind.V];
    static readonly string[] positions = ["first", "named", "END"];

    public static TheoryData<string, double> Cases => [.. TinyModels.Families.Select(family => (family, 1.0)), ("gpt2", 4.0), ("llama", 4.0)];

    [Theory, MemberData(nameof(Cases))]
    public void Equals_the_literal_twin(string family, double sharpness)
    {
        using var model = TinyModels.Deep(family, sharpness);
        foreach (var side in Enum.GetValues<PaddingSide>())
        {
            var twins = TinyTwins.Padded(model, side);
            // One direction on each side; they differ in nothing but which run is which.
            var direction = side == PaddingSide.Right ? PatchDirection.CorruptedIntoClean : PatchDirection.CleanIntoCorrupted;
            var (into, from) = direction == PatchDirection.CorruptedIntoClean ? (twins.Clean, twins.Corrupted) : (twins.Corrupted, twins.Clean);
            var (all, named) = (new ActivationPatchingOptions { Direction = direction }, new ActivationPatchingOptions { Direction = direction, Positions = positions });
            foreach (var kind in places.Where(kind => HookShape.WhyMissing(model.Config, new HookPoint(kind, 0)) is null))
                Compare(model, ActivationPatching.ByPosition(model, twins, kind, named), (row, column) => Literal(model, into, from, twins.Metric, new HookPoint(kind, row), (prompt, at, _) => at == twins.At(positions[column])[prompt]));
            foreach (var kind in ofHeads)
            {
                var slots = kind is HookKind.K or HookKind.V ? model.Config.KeyValueHeads : model.Config.Heads;
                Compare(model, ActivationPatching.ByHeadAndPosition(model, twins, kind, named), (row, column) => Literal(
                    model, into, from, twins.Metric, new HookPoint(kind, row / slots), (prompt, at, slot) => slot == row % slots && at == twins.At(positions[column])[prompt]));
                Compare(model, ActivationPatching.ByHead(model, twins, kind, all), (row, column) => Literal(model, into, from, twins.Metric, new HookPoint(kind, row), (_, _, slot) => slot == column));
            }
            // Patterns are [prompt, head, query, key]: the head comes before the position.
            Compare(model, ActivationPatching.ByHead(model, twins, HookKind.Pattern, all), (row, column) => Literal(model, into, from, twins.Metric, HookPoint.Pattern(row), (_, head, _) => head == column));
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public void Live_paths_from_one_position_equal_the_literal_twin_through_four_layers(string family, double sharpness)
    {
        using var model = TinyModels.Deep(family, sharpness);
        foreach (var side in Enum.GetValues<PaddingSide>())
            foreach (var (semantics, literalSemantics) in new[] { (PathSemantics.Live, LiteralPathSemantics.Live), (PathSemantics.FrozenAtPosition, LiteralPathSemantics.FrozenAtPosition) })
            {
                var twins = TinyTwins.Padded(model, side);
                var senders = PathPatchingOptions.Everything(model);
                var literal = new LiteralPathPatching(model, twins.Clean, twins.Corrupted, twins.Metric);
                var result = PathPatching.ToLogits(model, twins, new PathPatchingOptions { Semantics = semantics, SendersAt = "named", Senders = senders });
                var cells = senders.ToDictionary(sender => PathRows.Cell(model.Config, senders, sender));
                Compare(model, result, (row, column) => cells.TryGetValue((row, column), out var sender) ? literal.ToLogits(literalSemantics, [PathEnd.Of(sender)], twins.At("named")) : null);
            }
    }

    /// <summary>The logit differences with some of an activation taken from the other run; the middle numbers are its second and third axis, 0 where it has no third.</summary>
    static double[] Literal(TransformerModel model, TokenBatch into, TokenBatch from, LogitDifference metric, HookPoint point, Func<int, int, int, bool> isTaken)
    {
        var other = model.Inspect(from, run => run[point].contiguous().data<float>().ToArray(), new RunOptions { Keep = HookSelection.Of(point), Logits = LogitsAt.Nowhere });
        var setting = LiteralPathPatching.Setting(point, (prompt, second, third) => isTaken(prompt, second, third) ? other : null);
        return [.. model.Inspect(into, run => metric.Read(model, run).Values, new RunOptions { Edits = [setting], Logits = LogitsAt.Nowhere })];
    }

    static void Compare(TransformerModel model, PatchingResult result, Func<int, int, double[]?> literal)
    {
        var (worst, largest, cells) = (0.0, 0.0, 0);
        for (var row = 0; row < result.Rows.Count; row++)
            for (var column = 0; column < result.Columns.Count; column++)
                if (result.Has(row, column) && literal(row, column) is { } expected)
                {
                    cells++;
                    foreach (var (value, ours, plain) in expected.Zip(result.Patched(row, column).Values, result.Plain.Values))
                        (worst, largest) = (Math.Max(worst, Math.Abs(value - ours)), Math.Max(largest, Math.Abs(value - plain)));
                }
        Assert.True(cells >= model.Config.Layers, $"{result.Name}: only {cells} cells");
        Assert.True(largest > 1e-2, $"{result.Name}: the largest effect is {largest:g3}; zeros would nearly pass.");
        Assert.True(worst <= Tolerance * largest, $"{result.Name}: off by {worst:g3}, where the largest effect is {largest:g3}");
    }
}
