using TorchSharp;

namespace Overhear.Tests;

[Trait("Category", "fast")]
public class TrainingLossTests
{
    static readonly TrainingRow[] rows =
    [
        new([3, 1, 4, 1, 5, 9], [9, .5, 0, 1, .25, 2]),
        new([2, 7, 1], [0, 1, .5]),
    ];

    static double Loss(TrainableWeights weights, TransformerConfig config)
    {
        using var scope = torch.NewDisposeScope();
        TrainingLoss.Gradients(rows, config, weights, out var loss);
        return loss.Value;
    }

    [Fact]
    public void The_loss_is_the_weighted_mean_of_each_rows_own_cross_entropies()
    {
        var config = MicroTraining.Config();
        using var weights = TrainableWeights.Create(config, new SeededRandom(1), .3);
        using var model = new TransformerModel("micro", config, weights.ForRuns, null);
        var (sum, count) = (0.0, 0.0);
        foreach (var row in rows) // each row alone, unpadded, whole
            sum += model.Inspect(TokenBatch.FromIds([row.Ids]), run =>
            {
                var own = 0.0;
                for (var at = 1; at < row.Ids.Count; at++)
                {
                    own -= row.Weights[at] * run.LogProbabilities()[0, at - 1, row.Ids[at]].item<float>();
                    count += row.Weights[at];
                }
                return own;
            });
        Assert.Equal(sum / count, Loss(weights, config), 1e-5);
    }

    [Theory, InlineData(true), InlineData(false)]
    public void Gradients_of_all_weights_agree_with_finite_differences(bool tied)
    {
        const float step = 1e-2f;
        var config = MicroTraining.Config(tied: tied);
        using var scope = torch.NewDisposeScope();
        using var weights = TrainableWeights.Create(config, new SeededRandom(2), .3);
        Assert.Equal(tied, weights.Parameters.All(p => p.Name != "unembed.W_U"));
        var gradients = TrainingLoss.Gradients(rows, config, weights, out _);
        foreach (var (parameter, gradient) in weights.Parameters.Zip(gradients))
        {
            // The place that matters most: along it the difference stands out from rounding.
            var place = gradient.abs().argmax().item<long>();
            var flat = parameter.Tensor.detach().view(-1);
            var before = flat[place].item<float>();
            double At(float value)
            {
                flat[place] = torch.tensor(value);
                return Loss(weights, config);
            }
            var difference = (At(before + step) - At(before - step)) / (2 * step);
            At(before);
            var expected = gradient.view(-1)[place].item<float>();
            Assert.True(Math.Abs(difference - expected) < 2e-3 + .03 * Math.Abs(expected), $"{parameter.Name}: {difference} and {expected}");
        }
    }

    [Fact]
    public void Each_task_has_the_loss_of_the_tokens_that_count_most_in_its_rows()
    {
        var config = MicroTraining.Config();
        using var scope = torch.NewDisposeScope();
        using var weights = TrainableWeights.Create(config, new SeededRandom(1), .3);
        BatchLoss Loss(params TrainingRow[] batch)
        {
            TrainingLoss.Gradients(batch, config, weights, out var loss, tasks: 3);
            return loss;
        }
        var (first, second) = (rows[0] with { Task = 2 }, rows[1] with { Task = 0 });
        var both = Loss(first, second, rows[0]);
        // Of the first row only the last token counts 2, of the second only the middle one counts 1.
        Assert.Equal(Loss(first with { Weights = [0, 0, 0, 0, 0, 1] }).Value, both.ByTask[2], 1e-5);
        Assert.Equal(Loss(second with { Weights = [0, 1, 0] }).Value, both.ByTask[0], 1e-5);
        Assert.True(double.IsNaN(both.ByTask[1]));
    }

    [Fact]
    public void Rows_that_do_not_fit_are_refused_with_every_problem()
    {
        var config = MicroTraining.Config(context: 4);
        var message = Assert.Throws<ArgumentException>(() => TrainingLoss.Check([new([1], [0]), new([1, 2, 3, 4, 5, 6], [0, 0, 0, 0, 0, 0]), new([1, 99], [0, -1]), new([1, 2], [1]), new([1, 2], [0, 1]) { Aided = [AidedToken.None] }], config)).Message;
        Assert.All(["Row 0 has 1 tokens", "Row 1 has 6 tokens; 2 to 5", "Row 2 has an id", "Row 2 has a weight", "Row 3 has 2 tokens and 1 weights", "Row 4 has 2 tokens and says of 1"], part => Assert.Contains(part, message));
        Assert.Contains("No token of the batch counts", Assert.Throws<ArgumentException>(() => TrainingLoss.Check([new([1, 2], [1, 0])], config)).Message);
    }
}
