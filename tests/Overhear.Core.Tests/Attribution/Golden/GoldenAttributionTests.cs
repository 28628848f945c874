namespace Overhear.Tests;

/// <summary>Direct logit attribution of every case of golden/patching: see the README there for what must hold.</summary>
[Trait("Category", "fast")]
public class GoldenAttributionTests
{
    const double Tolerance = 1e-4;

    public static TheoryData<string> Cases => [.. GoldenPatching.Names];

    [Fact]
    public void The_folder_holds_cases_where_it_is_there()
    {
        Assert.SkipUnless(Directory.Exists(GoldenPatching.Root), $"{GoldenPatching.Root} is not there.");
        Assert.NotEmpty(GoldenPatching.Names);
    }

    [Theory(SkipTestWithoutData = true), MemberData(nameof(Cases))]
    public void Plain_runs_have_these_logit_differences(string name)
    {
        var golden = GoldenPatching.Load(name);
        foreach (var (tokens, table) in new[] { (golden.Clean, "clean_logit_difference"), (golden.Corrupted, "corrupted_logit_difference") })
            golden.Tables[table].Compare([.. golden.Model.Inspect(tokens, run => golden.Difference.Of(run.Logits))], Tolerance);
    }

    [Theory(SkipTestWithoutData = true), MemberData(nameof(Cases))]
    public void Direct_logit_attribution_agrees_part_by_part(string name)
    {
        var golden = GoldenPatching.Load(name);
        var result = DirectLogitAttribution.Of(golden.Model, golden.Clean, golden.Difference);
        var layers = Enumerable.Range(0, golden.Model.Config.Layers).ToArray();
        void Agree(string table, IEnumerable<double> ours) => golden.Tables[$"direct_logit_attribution.{table}"].Compare([.. ours], Tolerance);
        IReadOnlyList<double> Zeros() => new double[golden.Clean.Rows];
        Agree("heads", golden.Model.Heads.SelectMany(head => result.Of(head).Values));
        Agree("mlps", layers.SelectMany(layer => result.Of(LogitShareKind.Mlp, layer).Values));
        Agree("constant", result.Of(LogitShareKind.Constant).Values);
        Agree("attention_output_biases", layers.SelectMany(layer => result.Shares.FirstOrDefault(s => s.Kind == LogitShareKind.AttentionBias && s.Layer == layer)?.Values ?? Zeros()));
        // The table's embedding is the whole first residual stream.
        var positions = result.Shares.FirstOrDefault(s => s.Kind == LogitShareKind.Position)?.Values ?? Zeros();
        Agree("embedding", result.Of(LogitShareKind.Embedding).Values.Zip(positions, (a, b) => a + b));
    }
}
