using TorchSharp;

namespace Overhear.Tests;

/// <summary>Metrics over the whole vocabulary, attribution with its checks, knockout of single heads, steering.</summary>
[Trait("Category", "fast")]
public sealed class PatchingTests
{
    public static TheoryData<string> Families => [.. TinyModels.Families];

    static TwinPrompts Twins(TransformerModel model, int rows = 3) =>
        new(TinyModels.Tokens(model, rows, 6), TinyModels.Tokens(model, rows, 6, seed: 2), new LogitDifference([.. Enumerable.Range(3, rows)], [.. Enumerable.Range(20, rows)]))
        {
            Positions = new Dictionary<string, IReadOnlyList<int>> { ["named"] = [.. Enumerable.Range(0, rows).Select(row => 1 + row % 3)] },
        };

    [Theory, MemberData(nameof(Families))]
    public void Metrics_over_the_vocabulary_are_those_of_whole_logits(string family)
    {
        var model = TinyModels.Of(family);
        var twins = Twins(model);
        var result = PathPatching.ToLogits(model, twins, new PathPatchingOptions
        {
            Semantics = PathSemantics.Live, Metrics = [AnswerProbability.Of(twins.Metric), AnswerRank.Of(twins.Metric), AnswerIsTop.Of(twins.Metric), new KlFromPlain()],
        });
        var z = model.Inspect(twins.Corrupted, run => TinyModels.Numbers(run[HookPoint.Z(0)]), RunOptions.Keeping(HookSelection.Of(HookPoint.Z(0))));
        var c = model.Config;
        double[] Logits(RunOptions options, int row) => model.Inspect(twins.Clean, run => TinyModels.Numbers(run.Logits[row, -1]), options);
        var edit = RunOptions.Editing(new Hook(HookPoint.Z(0), live =>
        {
            for (var i = 0; i < 3 * 6; i++)
                for (var e = 0; e < c.DHead; e++) live[i / 6, i % 6, 1, e].Fill(z[(i * c.Heads + 1) * c.DHead + e]);
            return live;
        }));
        for (var row = 0; row < 3; row++)
        {
            double[] plain = Logits(new RunOptions(), row), patched = Logits(edit, row);
            double Normalizer(double[] of) => Math.Log(of.Sum(x => Math.Exp(x - of.Max()))) + of.Max();
            var answer = twins.Metric.Correct[row];
            Assert.Equal(Math.Exp(patched[answer] - Normalizer(patched)), result.Patched(0, 1, 1).Values[row], 1e-5);
            Assert.Equal(1 + patched.Count(logit => logit > patched[answer]), result.Patched(0, 1, 2).Values[row], 1e-9);
            Assert.Equal(patched[answer] == patched.Max() ? 1 : 0, result.Patched(0, 1, 3).Values[row]);
            var kl = plain.Select((logit, at) => Math.Exp(logit - Normalizer(plain)) * (logit - Normalizer(plain) - patched[at] + Normalizer(patched))).Sum();
            Assert.Equal(kl, result.Patched(0, 1, 4).Values[row], 1e-5);
        }
        Assert.All(result.Effect(0, 1, EffectScale.Raw, 4).Values, divergence => Assert.True(divergence > 0));
    }

    [Fact]
    public void Attribution_is_checked_by_exact_patches()
    {
        var model = TinyModels.Of("gpt2");
        var twins = Twins(model);
        var found = AttributionPatching.OfHeads(model, twins, top: 2, sample: 3, seed: 1);
        var exact = ActivationPatching.ByHead(model, twins, HookKind.Z, new ActivationPatchingOptions { Direction = PatchDirection.CorruptedIntoClean }).Heads();
        var estimates = GradientAttribution.Of(model, twins.Clean, twins.Corrupted, twins.Metric).ByHead();
        Assert.Equal(5, found.Checks.Select(check => check.Head).Distinct().Count());
        Assert.Equal(estimates.Heads.OrderByDescending(head => Math.Abs(estimates[head].Mean)).Take(2), found.Checks.Where(check => check.IsTop).Select(check => check.Head));
        Assert.All(found.Checks, check => Assert.All(check.Exact.Values.Zip(exact[check.Head].Values), pair => Assert.Equal(pair.First, pair.Second, 1e-5)));
        Assert.Equal(found.Checks.Count(check => !check.IsTop && Math.Abs(exact[check.Head].Mean) > found.LeastOfTop), found.Missed);
        Assert.InRange(found.MissedAtMost, (double)found.Missed / (estimates.Heads.Count - 2), 1);
    }

    [Theory]
    [InlineData(0, 20, .1391)] // 1 - .05^(1/20)
    [InlineData(2, 30, .1953)]
    [InlineData(5, 5, 1)]
    public void Bounds_of_what_was_missed_are_the_textbooks(int hits, int draws, double bound) => Assert.Equal(bound, Binomial.UpperBound(hits, draws, .95), 5e-4);

    [Fact]
    public void A_knockout_of_one_head_and_key_is_the_literal_run()
    {
        var model = TinyModels.Of("llama");
        var twins = Twins(model);
        HeadId head = new(1, 3);
        foreach (var renormalise in new[] { false, true })
        {
            var found = AttentionKnockout.FromEnd(model, twins, renormalise, [head], ["named"]);
            double[] literal = [.. model.Inspect(twins.Clean, run => twins.Metric.Read(model, run).Values, RunOptions.Editing(new Hook(HookPoint.Pattern(1), pattern =>
            {
                for (var row = 0; row < 3; row++)
                {
                    var weights = TinyModels.Numbers(pattern[row, head.Head, -1]);
                    var rest = renormalise ? 1 - weights[twins.At("named")[row]] : 1;
                    for (var key = 0; key < 6; key++) pattern[row, head.Head, -1, key].Fill(key == twins.At("named")[row] ? 0 : weights[key] / rest);
                }
                return pattern;
            })))];
            Assert.All(literal.Zip(found.Patched(1, 0).Values), pair => Assert.Equal(pair.First, pair.Second, 2e-5));
            Assert.All(found.Effect(0, 0).Values, effect => Assert.Equal(0, effect, 1e-6)); // the head is not in this layer
        }
        Assert.Contains("no head", Assert.Throws<ArgumentException>(() => AttentionKnockout.FromEnd(model, twins, heads: [])).Message);
    }

    [Fact]
    public void Sweeps_by_named_positions_are_those_of_all_positions()
    {
        var model = TinyModels.Of("qwen2");
        var twins = Twins(model);
        foreach (var kind in new[] { HookKind.Z, HookKind.Q, HookKind.K, HookKind.V })
        {
            var all = ActivationPatching.ByHeadAndPosition(model, twins, kind);
            var named = ActivationPatching.ByHeadAndPosition(model, twins, kind, new ActivationPatchingOptions { Positions = ["named", "END"] });
            for (var row = 0; row < all.Rows.Count; row++)
                for (var prompt = 0; prompt < 3; prompt++)
                {
                    Assert.Equal(all.Patched(row, twins.At("named")[prompt]).Values[prompt], named.Patched(row, 0).Values[prompt], 1e-5);
                    Assert.Equal(all.Patched(row, 5).Values[prompt], named.Patched(row, 1).Values[prompt], 1e-5);
                }
        }
    }

    [Fact]
    public void A_steering_vector_is_a_difference_of_means_and_is_added()
    {
        var model = TinyModels.Of("gpt2");
        var (first, second, point) = (TinyModels.Tokens(model, 3, 6), TinyModels.Tokens(model, 5, 4, seed: 2), HookPoint.ResidPre(1));
        var vector = SteeringVector.Between(model, first, second, point);
        double Mean(TokenBatch of, int at) => model.Inspect(of, run => Enumerable.Range(0, of.Rows).Average(row => TinyModels.Numbers(run[point][row, -1])[at]), RunOptions.Keeping(HookSelection.Of(point)));
        Assert.Equal(Mean(first, 3) - Mean(second, 3), vector.Values[3], 1e-6);
        var metric = new LogitDifference([3, 4, 5], [20, 21, 22]);
        var found = vector.Sweep(model, first, metric, [0, 2]);
        Assert.Equal(metric.Of(model, first).Values, found[0].Values, (a, b) => Math.Abs(a - b) < 1e-5);
        var literal = model.Inspect(first, run => metric.Read(model, run).Values, RunOptions.Editing(new Hook(point, live => live + 2 * torch.tensor(vector.Values.Select(value => (float)value).ToArray()))));
        Assert.Equal(literal, found[1].Values, (a, b) => Math.Abs(a - b) < 1e-5);
        Assert.Contains("[batch, pos, d_model]", Assert.Throws<ArgumentException>(() => SteeringVector.Between(model, first, second, HookPoint.Z(0))).Message);
        Assert.Contains("16 numbers", Assert.Throws<ArgumentException>(() => new SteeringVector(HookPoint.Z(0), new double[16]).Sweep(model, first, metric, [1])).Message);
    }
}
