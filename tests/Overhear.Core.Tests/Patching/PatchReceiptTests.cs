using TorchSharp;

namespace Overhear.Tests;

/// <summary>Every patch says in how many prompts it was applied and how much it changed; one that was applied nowhere is an error.</summary>
[Trait("Category", "fast")]
public sealed class PatchReceiptTests
{
    static readonly TransformerModel model = TinyModels.Of("qwen2");

    /// <summary>Answers are read at different positions; "late" lies behind them in all prompts but the last.</summary>
    static readonly TwinPrompts twins = new(TinyModels.Tokens(model, 3, 6), TinyModels.Tokens(model, 3, 6, seed: 2), new LogitDifference([3, 5, 8], [20, 21, 22], [3, 2, 5]))
    {
        Positions = new Dictionary<string, IReadOnlyList<int>> { ["late"] = [4, 3, 1], ["behind"] = [4, 5, 5], ["first"] = [0, 0, 0] },
    };

    static double[] Numbers(TokenBatch tokens, HookPoint point) => model.Inspect(tokens, run => TinyModels.Numbers(run[point]), RunOptions.Keeping(HookSelection.Of(point)));

    /// <summary>Euclidean norm of the difference of one slot's values at some places.</summary>
    static double Norm(HookPoint point, int slots, int width, int slot, Func<int, int, bool> isAt)
    {
        var (clean, corrupted) = (Numbers(twins.Clean, point), Numbers(twins.Corrupted, point));
        return Math.Sqrt((from row in Enumerable.Range(0, 3) from at in Enumerable.Range(0, 6) where isAt(row, at) from i in Enumerable.Range(0, width) let place = ((row * 6 + at) * slots + slot) * width + i select Math.Pow(corrupted[place] - clean[place], 2)).Sum());
    }

    [Fact]
    public void A_sweep_says_what_each_patch_changed()
    {
        var c = model.Config;
        int[] ends = [3, 2, 5];
        var byHead = ActivationPatching.ByHead(model, twins, HookKind.K, new ActivationPatchingOptions { Direction = PatchDirection.CorruptedIntoClean });
        var expected = Norm(HookPoint.K(1), c.KeyValueHeads, c.DHead, 1, (row, at) => at <= ends[row]);
        Assert.Equal(3, byHead.Receipt(1, 1).TimesFired);
        Assert.Equal(expected, byHead.Receipt(1, 1).Change, 1e-5 * expected);

        var byPosition = ActivationPatching.ByPosition(model, twins, HookKind.MlpOut, new ActivationPatchingOptions { Positions = ["late", "first"] });
        expected = Norm(HookPoint.MlpOut(0), 1, c.DModel, 0, (row, at) => row == 2 && at == 1);
        Assert.Equal(1, byPosition.Receipt(0, 0).TimesFired);
        Assert.Equal(expected, byPosition.Receipt(0, 0).Change, 1e-5 * expected);
        Assert.Equal(3, byPosition.Receipt(0, 1).TimesFired);
        Assert.Equal(0, byPosition.Subset([0, 1]).Receipt(0, 0).TimesFired);

        var all = ActivationPatching.ByPosition(model, twins);
        Assert.Equal([3, 3, 3, 2, 1, 1], Enumerable.Range(0, 6).Select(at => all.Receipt(1, at).TimesFired));

        var paths = PathPatching.Into(model, twins, [PathReceiver.Query(new HeadId(1, 0))]);
        expected = Norm(HookPoint.Z(0), c.Heads, c.DHead, 2, (row, at) => at == ends[row]); // where it reaches the query
        Assert.Equal(expected, paths.Receipt(0, 2).Change, 1e-5 * expected);
        Assert.Equal((3, 0), (paths.Receipt(0, 2).TimesFired, paths.Receipt(1, 2).TimesFired));

        var edges = DirectPaths.Effects(model, twins, [PathSender.OfMlp(0)], [PathReceiver.Value(new HeadId(1, 0))]);
        expected = Norm(HookPoint.MlpOut(0), 1, c.DModel, 0, (row, at) => at <= ends[row]);
        Assert.Equal(expected, edges.Receipt(0, 0).Change, 1e-5 * expected);
        Assert.Equal(edges.Receipt(0, 0), DirectPaths.Changes(model, twins, [PathSender.OfMlp(0)], [PathReceiver.Value(new HeadId(1, 0))]).Receipt(0, 0));
    }

    [Fact]
    public void A_patch_with_itself_was_applied_and_changed_nothing()
    {
        var same = twins with { Corrupted = twins.Clean };
        foreach (var result in new[] { PathPatching.ToLogits(model, same), ActivationPatching.ByHead(model, same), ActivationPatching.ByHead(model, same, HookKind.Pattern) })
            Assert.All(model.Heads, head => Assert.Equal(new PatchReceipt(3, 0), result.Receipt(head.Layer, head.Head)));
    }

    [Fact]
    public void Ablations_and_knockouts_say_what_they_changed()
    {
        var c = model.Config;
        int[] ends = [3, 2, 5];
        var z = Numbers(twins.Clean, HookPoint.Z(1));
        var expected = Math.Sqrt((from row in Enumerable.Range(0, 3) from at in Enumerable.Range(0, ends[row] + 1) from i in Enumerable.Range(0, c.DHead) select Math.Pow(z[((row * 6 + at) * c.Heads + 3) * c.DHead + i], 2)).Sum());
        var ablation = Ablation.Zero(model, twins.Clean, twins.Metric);
        Assert.Equal(expected, ablation.Receipt(new HeadId(1, 3)).Change, 1e-5 * expected);
        Assert.Equal(3, ablation.MlpReceipt(0).TimesFired);
        Assert.True(ablation.MlpReceipt(0).Change > 0);

        var pattern = Numbers(twins.Clean, HookPoint.Pattern(0));
        expected = Math.Sqrt(Enumerable.Range(0, 3).Sum(row => Math.Pow(pattern[((row * c.Heads + 2) * 6 + ends[row]) * 6], 2)));
        var cut = AttentionKnockout.FromEnd(model, twins, renormalise: false, [new HeadId(0, 2)], ["first", "late"]);
        Assert.Equal(expected, cut.Receipt(0, 0).Change, 1e-5 * expected);
        Assert.Equal((3, 0, 1), (cut.Receipt(0, 0).TimesFired, cut.Receipt(1, 0).TimesFired, cut.Receipt(0, 1).TimesFired));
    }

    [Fact]
    public void What_is_applied_nowhere_is_an_error()
    {
        string Refused(Action call) => Assert.Throws<InvalidOperationException>(call).Message;
        var at = new ActivationPatchingOptions { Positions = ["first", "behind"] };
        var last = twins with { Metric = twins.Metric with { Positions = [3, 2, 4] } };
        Assert.Contains("At 'behind' no patch fired", Refused(() => ActivationPatching.ByPosition(model, last, HookKind.ResidPre, at)));
        Assert.Contains("At 'behind' no patch fired", Refused(() => ActivationPatching.ByHeadAndPosition(model, last, HookKind.Q, at)));
        Assert.Contains("At 'END' no patch fired", Refused(() => AttentionKnockout.FromEnd(model, last, keys: ["END"])));
        Assert.Contains("No patch fired", Refused(() => PathPatching.ToLogits(model, last, new PathPatchingOptions { SendersAt = "behind", Semantics = PathSemantics.Live })));
        Assert.Contains("No patch fired", Refused(() => PathPatching.Into(model, last, [PathReceiver.Query(new HeadId(1, 0))], "behind")));
    }

    [Fact]
    public void Attention_to_one_key_alone_can_be_cut_and_leaves_what_is_left_of_the_scores()
    {
        using var sharp = RandomWeights.Create("sharp", model.Config, seed: 3, .3, Dtype.Float32);
        using (torch.no_grad())
            foreach (var block in sharp.Weights.Blocks) block.Qkv.narrow(0, 0, (long)(sharp.Config.Heads + sharp.Config.KeyValueHeads) * sharp.Config.DHead).mul_(torch.tensor(400f));
        var pattern = sharp.Inspect(twins.Clean, run => TinyModels.Numbers(run[HookPoint.Pattern(0)]), RunOptions.Keeping(HookSelection.Of(HookPoint.Pattern(0))));
        Assert.Contains(1.0, pattern);
        var cut = AttentionKnockout.FromEnd(sharp, twins);
        var scores = new HookPoint(HookKind.AttnScores, 0);
        for (var key = 0; key < 5; key++)
        {
            double[] literal = [.. sharp.Inspect(twins.Clean, run => twins.Metric.Read(sharp, run).Values, RunOptions.Editing(new Hook(scores, of =>
            {
                for (var row = 0; row < 3; row++)
                    if (key < twins.At("END")[row]) of.select(0, row).select(1, twins.At("END")[row]).select(1, key).Fill(double.NegativeInfinity);
                return of;
            })))];
            Assert.All(literal.Zip(cut.Patched(0, key).Values), pair => Assert.Equal(pair.First, pair.Second, 2e-4));
        }
    }
}
