namespace Overhear.Tests;

/// <summary>Activation patching both ways and attention knockout give what other software computed with one literal forward pass an intervention.</summary>
[Trait("Category", "fast")]
public sealed class GoldenActivationTests
{
    const double Tolerance = 1e-4;

    public static TheoryData<string, string> Activations => [.. GoldenPatching.Names.SelectMany(name => GoldenPatching.Load(name).Under("activation.").Select(table => (name, table)))];

    public static TheoryData<string, string> Knockouts => [.. GoldenPatching.Names.SelectMany(name => GoldenPatching.Load(name).Under("knockout.").Select(table => (name, table)))];

    [Fact]
    public void There_are_cases() => GoldenPatching.RequireCases();

    [Theory(SkipTestWithoutData = true), MemberData(nameof(Activations))]
    public void Every_activation(string name, string table)
    {
        var golden = GoldenPatching.Load(name);
        var (direction, point) = (table[..table.IndexOf('.')], table[(table.IndexOf('.') + 1)..]);
        var options = new ActivationPatchingOptions { Direction = Enum.Parse<PatchDirection>(direction.Replace("_", ""), ignoreCase: true) };
        var twins = new TwinPrompts(golden.Clean, golden.Corrupted, golden.Metric);
        var (model, hook, dot) = (golden.Model, point, point.IndexOf('.'));
        if (dot >= 0) hook = point[..dot];
        var kind = HookPoint.TryParse($"blocks.0.attn.{hook}", out var found) || HookPoint.TryParse($"blocks.0.{hook}", out found) ? found.Kind : throw new InvalidOperationException($"'{table}' has no known form");
        var result = (dot < 0 ? "" : point[dot..]) switch
        {
            "" => ActivationPatching.ByPosition(model, twins, kind, options),
            ".by_head" => ActivationPatching.ByHead(model, twins, kind, options),
            ".by_position_and_head" => ActivationPatching.ByHeadAndPosition(model, twins, kind, options),
            var other => throw new InvalidOperationException($"'{other}' is no known form"),
        };
        double[] ours = point.EndsWith("by_position_and_head", StringComparison.Ordinal)
            ? [.. from layer in Enumerable.Range(0, model.Config.Layers) from at in Enumerable.Range(0, result.Columns.Count) from head in Enumerable.Range(0, model.Config.Heads) from value in result.Patched(layer * model.Config.Heads + head, at).Values select value]
            : Flat(result);
        golden.Tables["activation." + table].Compare(ours, Tolerance);
        golden.Tables[options.Direction == PatchDirection.CleanIntoCorrupted ? "corrupted_logit_difference" : "clean_logit_difference"].Compare([.. result.Plain.Values], Tolerance);
    }

    [Theory(SkipTestWithoutData = true), MemberData(nameof(Knockouts))]
    public void Every_knockout(string name, string table)
    {
        var golden = GoldenPatching.Load(name);
        Assert.StartsWith("all_heads_end_to_key.", table);
        var twins = new TwinPrompts(golden.Clean, golden.Corrupted, golden.Metric);
        golden.Tables["knockout." + table].Compare(Flat(AttentionKnockout.FromEnd(golden.Model, twins, renormalise: table.EndsWith(".renormalised", StringComparison.Ordinal))), Tolerance);
    }

    static double[] Flat(PatchingResult result) => [.. from row in Enumerable.Range(0, result.Rows.Count) from column in Enumerable.Range(0, result.Columns.Count) from value in result.Patched(row, column).Values select value];
}
