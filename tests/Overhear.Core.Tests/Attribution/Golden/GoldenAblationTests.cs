namespace Overhear.Tests;

/// <summary>Ablation and gradient attribution of every case of golden/patching: see the README there for what must hold.</summary>
[Trait("Category", "fast")]
public class GoldenAblationTests
{
    const double Tolerance = 1e-4;

    public static TheoryData<string> Cases => [.. GoldenPatching.Names];

    [Theory(SkipTestWithoutData = true), MemberData(nameof(Cases))]
    public void Ablations_of_heads_and_MLPs_agree_prompt_by_prompt(string name)
    {
        var golden = GoldenPatching.Load(name);
        foreach (var (kind, table) in new[] { (AblationKind.Zero, "zero"), (AblationKind.Mean, "mean_of_corrupted_by_position"), (AblationKind.Resample, "resample_next_prompt_of_corrupted") })
        {
            var heads = Ablation.Heads(golden.Model, golden.Clean, golden.Difference, kind, golden.Corrupted);
            golden.Tables[$"ablation.{table}.heads"].Compare([.. heads.Parts.SelectMany(p => p.Values)], Tolerance);
            golden.Tables[$"ablation.{table}.mlps"].Compare([.. Ablation.Mlps(golden.Model, golden.Clean, golden.Difference, kind, golden.Corrupted).Parts.SelectMany(p => p.Values)], Tolerance);
            golden.Tables["clean_logit_difference"].Compare([.. heads.Clean], Tolerance);
            Assert.All(heads.Parts, part => Assert.True(part.Change > 0, part.ToString()));
        }
    }

    [Theory(SkipTestWithoutData = true), MemberData(nameof(Cases))]
    public void Gradient_attribution_agrees_place_by_place(string name)
    {
        var golden = GoldenPatching.Load(name);
        foreach (var (kind, table) in new[] { (HookKind.ResidPre, "hook_resid_pre"), (HookKind.AttnOut, "hook_attn_out"), (HookKind.MlpOut, "hook_mlp_out"), (HookKind.Z, "attn.hook_z") })
        {
            var found = GradientAttribution.Of(golden.Model, golden.Clean, golden.Corrupted, golden.Difference, kind);
            golden.Tables[$"attribution.{table}"].Compare(
                [.. from layer in Enumerable.Range(0, found.Layers) from prompt in Enumerable.Range(0, found.Prompts) from at in Enumerable.Range(0, found.Positions) from head in Enumerable.Range(0, found.Heads) select found[layer, prompt, at, head]], Tolerance);
        }
    }
}
