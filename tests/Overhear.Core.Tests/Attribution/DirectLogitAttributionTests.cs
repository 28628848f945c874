namespace Overhear.Tests;

[Trait("Category", "fast")]
public class DirectLogitAttributionTests
{
    public static TheoryData<string, Dtype> Models
    {
        get
        {
            var data = new TheoryData<string, Dtype>();
            foreach (var family in TinyModels.Families)
                foreach (var dtype in new[] { Dtype.Float32, Dtype.Float64 }) data.Add(family, dtype);
            return data;
        }
    }

    public static TheoryData<string> Families => [.. TinyModels.Families];

    static LogitDifference Metric(int rows, IReadOnlyList<int>? positions = null) => new([.. Enumerable.Range(3, rows)], [.. Enumerable.Range(20, rows)], positions);

    [Theory, MemberData(nameof(Models))]
    public void Shares_sum_to_the_logit_difference(string family, Dtype dtype)
    {
        var model = TinyModels.Of(family, dtype);
        foreach (var processed in Processed(model))
        {
            var tokens = TokenBatch.FromIds(TinyModels.Rows(processed, [7, 5, 7, 3]), PaddingSide.Left);
            var result = DirectLogitAttribution.Of(processed, tokens, Metric(4, [6, 4, 2, 6]));
            foreach (var parts in new[] { result.Parts(), result.Parts(headByHead: true) })
            {
                var sum = PromptValues.Sum(parts.Select(p => p.Values));
                for (var prompt = 0; prompt < 4; prompt++)
                {
                    // Relative to what is added up: shares of both signs may nearly cancel.
                    var size = Math.Max(Math.Abs(result.Total.Values[prompt]), parts.Max(p => Math.Abs(p.Values.Values[prompt])));
                    Assert.Equal(result.Total.Values[prompt], sum.Values[prompt], (dtype == Dtype.Float64 ? 1e-12 : 1e-5) * size);
                }
            }
            if (processed != model) processed.Dispose();
        }
    }

    /// <summary>The biases end elsewhere, so each place of the constant part is tried.</summary>
    static IEnumerable<TransformerModel> Processed(TransformerModel model) => [model, model.WithFoldedLayerNorm(), model.WithFoldedValueBiases()];

    [Theory, MemberData(nameof(Models))]
    public void The_logit_difference_is_that_of_the_logits(string family, Dtype dtype)
    {
        var model = TinyModels.Of(family, dtype);
        var tokens = TokenBatch.FromIds(TinyModels.Rows(model, [7, 5, 3]));
        foreach (var metric in new[] { Metric(3), Metric(3, [6, 4, 2]) })
        {
            double[] literal = model.Inspect(tokens, run => Enumerable.Range(0, 3).Select(row =>
            {
                var at = tokens.LastPosition(row);
                return TinyModels.Numbers(run.Logits[row, at, metric.Correct[row]] - run.Logits[row, at, metric.Wrong[row]])[0];
            }).ToArray());
            Assert.All(metric.Of(model, tokens).Values.Zip(literal), v => Assert.Equal(v.Second, v.First, 1e-4));
        }
    }

    [Theory, MemberData(nameof(Families))]
    public void A_heads_share_is_what_is_lost_without_it_at_a_frozen_scale(string family)
    {
        var model = TinyModels.Of(family, Dtype.Float64); // the twin takes a difference of two runs
        var (tokens, metric, head) = (TinyModels.Tokens(model, 3, 6), Metric(3), new HeadId(1, 1));
        var shares = DirectLogitAttribution.Of(model, tokens, metric).Heads[head].Values;
        for (var row = 0; row < 3; row++)
        {
            // Literally: take what the head wrote out of the last residual stream, and put the divisor back that was there before.
            var literal = model.Inspect(tokens, run =>
            {
                double Of(Run r) => TinyModels.Numbers(r.Logits[row, 5, metric.Correct[row]] - r.Logits[row, 5, metric.Wrong[row]])[0];
                return Of(run) - model.Inspect(tokens, without => Of(without), RunOptions.Editing(
                    new Hook(HookPoint.ResidPost(1), x => x - run[HookPoint.Result(1)].select(2, head.Head)),
                    new Hook(HookPoint.FinalScale, _ => run[HookPoint.FinalScale].clone())));
            }, RunOptions.Keeping(HookSelection.Of(HookPoint.Result(1), HookPoint.FinalScale)));
            Assert.Equal(literal, shares[row], 1e-10);
        }
    }

    [Fact]
    public void Every_problem_of_the_answers_is_said_at_once()
    {
        var model = TinyModels.Of("gpt2");
        var tokens = TokenBatch.FromIds(TinyModels.Rows(model, [7, 5]));
        var message = Assert.Throws<ArgumentException>(() => DirectLogitAttribution.Of(model, tokens, new LogitDifference([1, 301, 2], [-1, 3], [9, 6]))).Message;
        Assert.Contains("There are 3 correct tokens and 2 prompts", message);
        Assert.Contains("The correct token of prompt 1 is 301; ids are 0 to 300", message);
        Assert.Contains("The wrong token of prompt 0 is -1", message);
        Assert.Contains("The position of prompt 0 is 9; positions are 0 to 6", message);
        Assert.Contains("The position of prompt 1 is 6, where padding stands", message);
    }
}
