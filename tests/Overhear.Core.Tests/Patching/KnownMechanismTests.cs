using System.Text.Json;

namespace Overhear.Tests;

/// <summary>Models whose mechanism is known compute the logits, the attention and the path tables that other software computed.</summary>
[Trait("Category", "slow")]
public class KnownMechanismTests
{
    const double OfLogits = 1e-4, OfAttention = 2e-5, OfPercent = .01;

    public static TheoryData<string> Names => [.. KnownMechanism.Names];

    [Fact]
    public void The_folder_holds_cases() => Assert.SkipWhen(KnownMechanism.Names.Count == 0, "OVERHEAR_MODELS names no folder with a model whose folder holds prompts.json and reference.json.");

    [Theory(SkipTestWithoutData = true), MemberData(nameof(Names))]
    public void Texts_give_the_ids_of_the_prompts(string name)
    {
        var known = KnownMechanism.Load(name);
        Assert.Equal(known.Clean.Rows, known.Texts.Count);
        for (var row = 0; row < known.Clean.Rows; row++)
        {
            int[] ids = [.. Enumerable.Range(0, known.Clean.LastPosition(row) + 1).Select(at => known.Clean.Id(row, at))];
            Assert.Equal(known.Model.Tokens(known.Texts[row], Bos.Always).Ids, ids);
        }
    }

    [Theory(SkipTestWithoutData = true), MemberData(nameof(Names))]
    public void Logit_differences_of_every_prompt(string name)
    {
        var known = KnownMechanism.Load(name);
        foreach (var kind in known.Reference.GetProperty("logit difference").EnumerateObject())
        {
            double[] expected = [.. kind.Value.EnumerateArray().Select(value => value.GetDouble())];
            var ours = known.Metric.Of(known.Model, known.Rows(kind.Name)).Values;
            Assert.Equal(expected.Length, ours.Count);
            Assert.All(expected.Zip(ours), pair => Assert.Equal(pair.First, pair.Second, 2 * OfLogits)); // two logits, each with its own error
        }
    }

    [Theory(SkipTestWithoutData = true), MemberData(nameof(Names))]
    public void Attention_of_every_head(string name)
    {
        var known = KnownMechanism.Load(name);
        foreach (var word in Single(known.Reference, "attention from END").EnumerateObject())
            Compare(Table(word.Value), known.AttentionFromEnd(word.Name), OfAttention, $"attention to {word.Name}");
    }

    [Theory(SkipTestWithoutData = true), MemberData(nameof(Names))]
    public void Path_patching_of_every_head_to_the_logits(string name)
    {
        var known = KnownMechanism.Load(name);
        foreach (var corruption in Single(known.Reference, "heads to logits").EnumerateObject())
        {
            var paths = known.Paths(corruption.Name);
            double[] ours = [.. known.Model.Heads.Select(head => paths.Percent(paths.ToLogits(LiteralPathSemantics.ThroughMlps, [PathEnd.Head(head)])))];
            Compare(Table(corruption.Value), ours, OfPercent, $"paths, {corruption.Name}");
        }
    }

    [Theory(SkipTestWithoutData = true), MemberData(nameof(Names))]
    public void The_sweep_gives_the_same_paths_to_the_logits(string name)
    {
        var known = KnownMechanism.Load(name);
        foreach (var corruption in Single(known.Reference, "heads to logits").EnumerateObject())
        {
            var heads = PathPatching.ToLogits(known.Model, known.Twins(corruption.Name)).Heads(EffectScale.PercentOfPlain);
            Compare(Table(corruption.Value), [.. heads.Heads.Select(head => heads[head].Mean)], OfPercent, $"paths, {corruption.Name}");
        }
    }

    [Theory(SkipTestWithoutData = true), MemberData(nameof(Names))]
    public void Paths_into_the_movers_queries_are_those_of_the_analysis(string name)
    {
        var known = KnownMechanism.Load(name);
        PathReceiver[] queries = [.. known.Movers.Select(PathReceiver.Query)];
        Assert.NotEmpty(queries);
        var found = PathPatching.Into(known.Model, known.Twins("swap"), queries).Heads(EffectScale.PercentOfPlain);
        Assert.Equal(known.Model.Heads, known.IntoQueries.Keys);
        Assert.All(found.Heads, head => Assert.Equal(known.IntoQueries[head], found[head].Mean, .05 + OfPercent)); // printed with one decimal
        var earlier = SenderGroup.OfHeads("earlier", known.Model.Heads.Where(head => head.Layer < known.Movers.Max(mover => mover.Layer)));
        Assert.Equal(["swap", "abc"], known.AllIntoQueries.Keys);
        Assert.All(known.AllIntoQueries, of => Assert.Equal(of.Value, PathPatching.OfGroups(known.Model, known.Twins(of.Key), [earlier], queries).Effect(0, 0, EffectScale.PercentOfPlain).Mean, .5 + OfPercent));
    }

    static JsonElement Single(JsonElement reference, string beginning) => reference.EnumerateObject().Single(field => field.Name.StartsWith(beginning, StringComparison.Ordinal)).Value;

    /// <summary>[layer][head]</summary>
    static double[] Table(JsonElement layers) => [.. layers.EnumerateArray().SelectMany(heads => heads.EnumerateArray()).Select(value => value.GetDouble())];

    static void Compare(double[] expected, double[] ours, double tolerance, string what)
    {
        Assert.Equal(expected.Length, ours.Length);
        var worst = expected.Zip(ours, (a, b) => Math.Abs(a - b)).Max();
        Assert.True(worst <= tolerance, $"{what}: off by {worst:g3}, allowed {tolerance:g3}");
    }
}
