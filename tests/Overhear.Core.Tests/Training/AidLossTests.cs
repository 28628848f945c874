using TorchSharp;

namespace Overhear.Tests;

/// <summary>The training aids against what they say of themselves, computed from a run's attention and from a head's own output.</summary>
[Trait("Category", "fast")]
public class AidLossTests
{
    static readonly TransformerConfig config = MicroTraining.Config();

    static readonly TrainingRow[] rows =
    [
        new([0, 3, 4, 3, 5, 3], [0, 1, 1, 1, 1, 1]) { Aided = [default, default, default, AidedToken.Answer, default, AidedToken.Answer] },
        new([0, 7, 8, 7], [0, 1, 1, 1]) { Aided = [default, AidedToken.Answer, default, AidedToken.Repeat] }, // its first 7 stood nowhere before
        new([0, 1, 2], [0, 1, 1]),
    ];

    static readonly TrainingAids aids = new() { AnswerHeads = [new(0, 0), new(0, 1)], RepeatHeads = [new(0, 1)], CopyShare = .3, Until = 1 };

    static double Loss(TrainableWeights weights, TrainingAids of)
    {
        using var scope = torch.NewDisposeScope();
        using var hooks = new HookBus(AidLoss.Reads(of), [], differentiate: false);
        var (ids, positions) = (new long[3, 5], new long[3, 5]);
        foreach (var (row, at) in from row in Enumerable.Range(0, 3) from at in Enumerable.Range(0, 5) select (row, at)) (ids[row, at], positions[row, at]) = (at < rows[row].Ids.Count - 1 ? rows[row].Ids[at] : 0, at);
        var pass = ForwardPass.Start(config, hooks, torch.tensor(positions), mask: null, torch.ScalarType.Float32);
        Decoder.Layers(Decoder.Embed(torch.tensor(ids), weights.ForRuns, pass), 0, 1, weights.ForRuns, pass, CancellationToken.None);
        return AidLoss.Of(rows, 5, hooks.Cache, weights.ForRuns, config, of)?.item<float>() ?? double.NaN;
    }

    [Fact]
    public void The_pointer_loss_is_minus_log_attention_to_where_the_token_stood_before()
    {
        using var weights = TrainableWeights.Create(config, new SeededRandom(3), .3);
        using var model = new TransformerModel("micro", config, weights.ForRuns, null);
        double Attention(int row, int head, int query, params int[] keys) => model.Inspect(TokenBatch.FromIds([rows[row].Ids]), run => keys.Sum(key => run[HookPoint.Pattern(0)][0, head, query, key].item<float>()),
            RunOptions.Keeping(HookSelection.Of(HookPoint.Pattern(0))));
        static double Log(double attention) => -Math.Log(attention + 1e-3) / TrainingAids.FewestTokens;
        var answers = Enumerable.Range(0, 2).Sum(head => Log(Attention(0, head, 2, 1)) + Log(Attention(0, head, 4, 1, 3)));
        Assert.Equal(answers + Log(Attention(1, 1, 2, 1)), Loss(weights, aids with { CopyShare = 0 }), 1e-6);
        Assert.Equal(answers, Loss(weights, aids with { CopyShare = 0, RepeatHeads = [] }), 1e-6);
        Assert.True(double.IsNaN(Loss(weights, new TrainingAids { Until = 1 })));
    }

    [Fact]
    public void The_copy_loss_is_the_cross_entropy_of_what_the_heads_alone_would_say()
    {
        using var weights = TrainableWeights.Create(config, new SeededRandom(4), .3);
        using var model = new TransformerModel("micro", config, weights.ForRuns, null);
        double Said(int query) => model.Inspect(TokenBatch.FromIds([rows[0].Ids]), run =>
        {
            var written = run[HookPoint.Result(0)][0, query].sum([0L]); // [head, d_model] -> [d_model]
            return -Decoder.UnembedPlainly(written, model.Weights, config).log_softmax(-1)[3].item<float>();
        }, RunOptions.Keeping(HookSelection.Of(HookPoint.Result(0))));
        var copies = (Said(2) + Said(4)) / TrainingAids.FewestTokens;
        Assert.Equal(.3 * copies, Loss(weights, aids) - Loss(weights, aids with { CopyShare = 0 }), 1e-6);
    }

    [Fact]
    public void Its_gradient_reaches_the_attention_that_it_is_about()
    {
        using var scope = torch.NewDisposeScope();
        using var weights = TrainableWeights.Create(config, new SeededRandom(5), .3);
        double Norm(TrainingAids? of, double weight)
        {
            var gradients = TrainingLoss.Gradients(rows, config, weights, out _, aids: of, aidWeight: weight);
            return weights.Parameters.Zip(gradients).Where(pair => pair.First.Name.EndsWith("attn.W_QKV", StringComparison.Ordinal)).Sum(pair => (double)pair.Second.norm().item<float>());
        }
        var plain = Norm(null, 1);
        Assert.Equal(plain, Norm(aids, 0), 1e-7);
        Assert.True(Math.Abs(Norm(aids, 100) - plain) > 1e-3);
    }

    [Fact]
    public void They_count_by_step()
    {
        var recipe = new TrainingRecipe { EarlySteps = 2, EarlyAttentionDecay = .1, AttentionDecay = .6, Aids = aids with { Until = 4, EarlyWeight = .5, Weight = 1 } };
        Assert.Equal([.5, .5, 1, 1, 0, 0], Enumerable.Range(0, 6).Select(recipe.AidWeightAt));
        Assert.Equal([.1, .1, .6], Enumerable.Range(0, 3).Select(recipe.AttentionDecayAt));
        Assert.Equal(0, new TrainingRecipe().AidWeightAt(0));
    }
}
