namespace Overhear.Tests;

/// <summary>Logit differences, ablations and attribution equal what hooks of other software gave, prompt by prompt.</summary>
[Trait("Category", "fast")]
public class GoldenAblationTests
{
    const double Tolerance = 1e-4;

    public static TheoryData<string> Names => [.. GoldenPatching.Names];

    [Fact]
    public void The_folder_holds_cases() => GoldenPatching.RequireCases();

    [Theory(SkipTestWithoutData = true), MemberData(nameof(Names))]
    public void Logit_differences_of_the_plain_runs(string name)
    {
        var golden = GoldenPatching.Load(name);
        golden.Tables["clean_logit_difference"].Compare([.. golden.Metric.Of(golden.Model, golden.Clean).Values], Tolerance);
        golden.Tables["corrupted_logit_difference"].Compare([.. golden.Metric.Of(golden.Model, golden.Corrupted).Values], Tolerance);
    }

    [Theory(SkipTestWithoutData = true), MemberData(nameof(Names))]
    public void Every_head_and_every_MLP_ablated(string name)
    {
        var golden = GoldenPatching.Load(name);
        var (model, clean, corrupted, metric) = (golden.Model, golden.Clean, golden.Corrupted, golden.Metric);
        var kinds = golden.Under("ablation.").Select(n => n.Split('.')[0]).Distinct().ToList();
        Assert.NotEmpty(kinds);
        foreach (var kind in kinds)
        {
            var result = kind switch
            {
                "zero" => Ablation.Zero(model, clean, metric),
                "mean_of_corrupted_by_position" => Ablation.Mean(model, clean, metric, corrupted),
                "resample_next_prompt_of_corrupted" => Ablation.Resample(model, clean, metric, corrupted),
                _ => throw new InvalidOperationException($"No ablation is called {kind}."),
            };
            golden.Tables["clean_logit_difference"].Compare([.. result.Plain.Values], Tolerance);
            golden.Tables[$"ablation.{kind}.heads"].Compare(GoldenPatching.Flat(result.Heads), Tolerance);
            golden.Tables[$"ablation.{kind}.mlps"].Compare(GoldenPatching.Flat(result.Mlps), Tolerance);
        }
    }
}
