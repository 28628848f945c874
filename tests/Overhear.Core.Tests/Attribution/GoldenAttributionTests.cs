namespace Overhear.Tests;

/// <summary>Direct logit attribution and attribution patching equal what other software computed, entry by entry.</summary>
[Trait("Category", "fast")]
public class GoldenAttributionTests
{
    const double Tolerance = 1e-4;

    public static TheoryData<string> Names => [.. GoldenPatching.Names];

    [Fact]
    public void The_folder_holds_cases() => GoldenPatching.RequireCases();

    [Theory(SkipTestWithoutData = true), MemberData(nameof(Names))]
    public void Shares_of_the_logit_difference(string name)
    {
        var golden = GoldenPatching.Load(name);
        var result = DirectLogitAttribution.Of(golden.Model, golden.Clean, golden.Metric);
        var tables = golden.Under("direct_logit_attribution.");
        Assert.NotEmpty(tables);
        foreach (var table in tables)
            golden.Tables[$"direct_logit_attribution.{table}"].Compare(table switch
            {
                "heads" => GoldenPatching.Flat(result.Heads),
                "mlps" => GoldenPatching.Flat(result.Mlps),
                "attention_output_biases" => GoldenPatching.Flat(result.AttentionBiases),
                "constant" => [.. result.Constant.Values],
                "embedding" => [.. (result.Positions is null ? result.Embedding : PromptValues.Sum([result.Embedding, result.Positions])).Values],
                _ => throw new InvalidOperationException($"No part is called {table}."),
            }, Tolerance);
        golden.Tables["clean_logit_difference"].Compare([.. result.Total.Values], Tolerance);
    }

    [Theory(SkipTestWithoutData = true), MemberData(nameof(Names))]
    public void Gradient_times_change(string name)
    {
        var golden = GoldenPatching.Load(name);
        var places = golden.Under("attribution.");
        Assert.NotEmpty(places);
        foreach (var place in places)
        {
            var result = GradientAttribution.Of(golden.Model, golden.Clean, golden.Corrupted, golden.Metric, HookPoint.Parse($"blocks.0.{place}").Kind);
            golden.Tables[$"attribution.{place}"].Compare(
                [.. from layer in Enumerable.Range(0, result.Layers)
                    from prompt in Enumerable.Range(0, result.Prompts)
                    from position in Enumerable.Range(0, result.Positions)
                    from head in Enumerable.Range(0, result.Heads)
                    select result.At(layer, prompt, position, head)], Tolerance);
        }
    }
}
