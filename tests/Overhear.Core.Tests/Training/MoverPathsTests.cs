using TorchSharp;

namespace Overhear.Tests;

/// <summary>The steps of the judge on small models with drawn weights, where movers are named by hand: against literal passes and plain sums.</summary>
[Trait("Category", "fast")]
public class MoverPathsTests
{
    const double OfPercent = 1e-3;

    static readonly int[] lengths = [9, 7, 8, 9]; // padded

    [Theory]
    [InlineData("layer norm", "2.1 1.3 2.2")]
    [InlineData("layer norm", "1.0 1.2")] // a layer comes after them
    [InlineData("rms norm", "2.1 1.3 2.2")]
    public void Paths_are_those_of_literal_passes(string family, string named)
    {
        HeadId[] movers = [.. named.Split(' ').Select(HeadId.Parse)];
        using var model = Model(family);
        var prompts = Prompts(model);
        var (paths, literal) = (new MoverPaths(model, prompts), new LiteralPathPatching(model, prompts.Clean, prompts.Swapped, prompts.Metric));
        double Queries(params IEnumerable<HeadId> senders) => literal.Percent(literal.ToReceivers(
            LiteralPathSemantics.ThroughMlps, [.. senders.Select(PathEnd.Head)], null, [.. movers.Select(PathEnd.Query)], prompts.End));
        var earlier = TeachingJudge.Earlier(model, movers);
        Assert.Equal(model.Config.Heads * movers.Max(mover => mover.Layer), earlier.Count);
        Assert.Equal(literal.Plain.Average(), paths.CleanMean, 1e-5);
        Assert.True(Math.Abs(Queries(earlier)) > .1, "the paths into the queries change nothing that could be compared");
        Assert.Equal(Queries(earlier), paths.IntoQueries(earlier, movers), OfPercent);
        Assert.All(model.Heads, head => Assert.Equal(literal.Percent(literal.ToLogits(LiteralPathSemantics.ThroughMlps, [PathEnd.Head(head)])), paths.ToLogits(head), OfPercent));
        Assert.All(earlier, head => Assert.Equal(Queries(head), paths.IntoQueries([head], movers), OfPercent));
        Assert.Equal((earlier.MinBy(head => Queries(head)), true), (TeachingJudge.Inhibitor(paths, earlier, movers).Head, TeachingJudge.Inhibitor(paths, earlier, movers).Percent < 0));
    }

    [Fact]
    public void An_inhibition_score_is_a_mean_of_attention_and_follows_what_is_taken_from_a_head()
    {
        using var model = SmallModel.LayerNorm();
        var prompts = Prompts(model);
        var (reader, sender) = (new HeadId(2, 1), new HeadId(1, 2));
        var expected = model.Inspect(prompts.Clean, run =>
        {
            var pattern = run[HookPoint.Pattern(reader.Layer)];
            return Enumerable.Range(0, prompts.Clean.Rows).Average(row =>
                pattern[row, reader.Head, prompts.End[row], prompts.Io[row]].item<float>() - (double)pattern[row, reader.Head, prompts.End[row], prompts.S1[row]].item<float>());
        }, RunOptions.Keeping(HookSelection.Of(HookPoint.Pattern(reader.Layer))));
        double Score(params IReadOnlyList<Hook> edits) => InhibitionScores.Of(model, prompts, edits)[reader];
        Assert.Equal(expected, Score(), 1e-6);

        // Without each of its components a head writes nothing; a projection done twice is done once.
        var component = SenderComponent.Best(model, sender, reader);
        var (without, only) = (InhibitionScores.Without(sender, component.Direction), InhibitionScores.Only(sender, component.Direction));
        var nothing = new Hook(HookPoint.Result(sender.Layer), results =>
        {
            results.select(2, sender.Head).zero_();
            return results;
        });
        Assert.Equal(Score(nothing), Score(without, only), 1e-6);
        Assert.Equal(Score(only), Score(only, only), 1e-6);
        Assert.True(Math.Abs(Score(without) - Score()) > 1e-5 && Math.Abs(Score(only) - Score()) > 1e-5 && Math.Abs(Score(without) - Score(nothing)) > 1e-5, "the component changes nothing that could be compared");
    }

    [Fact]
    public void The_component_is_the_best_by_its_own_definition()
    {
        using var model = SmallModel.RmsNorm(); // two heads share their keys and values
        var (sender, receiver) = (new HeadId(0, 3), new HeadId(2, 1));
        var found = SenderComponent.Best(model, sender, receiver);
        Assert.Equal(1, found.Direction.Sum(x => x * x), 1e-9);
        model.InspectWeights(w =>
        {
            torch.Tensor Of(torch.Tensor weights, int head) => weights[head].to(torch.ScalarType.Float64);
            var ov = Of(w.W_V(0), 1).mm(Of(w.W_O(0), 3));
            var qk = Of(w.W_Q(2), 1).mm(Of(w.W_K(2), 0).t());
            var (values, vectors) = torch.linalg.eigh(ov.t().mm(ov)); // ascending
            double[] scores = [.. Enumerable.Range(0, model.Config.DHead).Select(i => (vectors.select(1, model.Config.DModel - 1 - i).unsqueeze(0).mm(qk).norm() / qk.norm()).item<double>())];
            Assert.Equal(Array.IndexOf(scores, scores.Max()), found.Index);
            double[] others = [.. scores.Where((_, at) => at != found.Index)];
            var deviation = Math.Sqrt(others.Average(s => s * s) - others.Average() * others.Average());
            Assert.Equal((scores.Max() - others.Average()) / deviation, found.Z, 1e-6);
            return 0;
        });
    }

    [Fact]
    public void A_model_without_a_mover_fails_and_prompts_that_do_not_fit_are_told()
    {
        using var model = SmallModel.LayerNorm();
        var prompts = Prompts(model);
        var metric = prompts.Metric;
        // The answers exchanged, so that the difference is negative: there is nothing of which percent could be taken.
        var verdict = TeachingJudge.Judge(model, new MoverPaths(model, prompts).CleanMean < 0 ? prompts : prompts with { Metric = metric with { Correct = metric.Wrong, Wrong = metric.Correct } });
        Assert.Empty(verdict.Movers);
        Assert.Equal((null, null, 0d, 0d), (verdict.Inhibitor, verdict.Receiver, verdict.QueriesPercent, verdict.Z));
        Assert.False(verdict.Passes());
        var fault = Assert.Throws<ArgumentException>(() => TeachingJudge.Judge(model, prompts with { Io = [1, 1], S1 = [2, 8, 2, 2], Swapped = TinyModels.Tokens(model, 4, 6) }));
        Assert.All(["4 of 9 tokens, the swapped ones 4 of 6", "2 positions of IO and 4 prompts", "S1 of prompt 1 is said to stand at 8"], part => Assert.Contains(part, fault.Message));
    }

    static TransformerModel Model(string family) => family == "layer norm" ? SmallModel.LayerNorm() : SmallModel.RmsNorm();

    static MechanismPrompts Prompts(TransformerModel model)
    {
        var (clean, swapped) = (TokenBatch.FromIds(TinyModels.Rows(model, lengths)), TokenBatch.FromIds(TinyModels.Rows(model, lengths, seed: 2)));
        int[] end = [.. lengths.Select(length => length - 2)]; // not the last token, so that END is really used
        return new MechanismPrompts(clean, swapped, new LogitDifference([3, 4, 5, 6], [13, 24, 35, 46], end), [1, 2, 1, 3], [2, 1, 3, 1], end);
    }
}
