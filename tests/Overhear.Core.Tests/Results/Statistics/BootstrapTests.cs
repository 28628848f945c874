namespace Overhear.Tests;

[Trait("Category", "fast")]
public class BootstrapTests
{
    const int Prompts = 64;
    const int Draws = 1000;

    /// <summary>Symmetric noise of mean 0: normal, with heavy tails, flat, and mostly nothing.</summary>
    static double Noise(string kind, SeededRandom random) => kind switch
    {
        "normal" => random.NextGaussian(),
        "Laplace" => (random.Next(2) == 0 ? 1 : -1) * Math.Log(1 - random.NextDouble()),
        "uniform" => random.NextDouble() - .5,
        _ => random.Next(2) == 0 ? 0 : random.NextGaussian(),
    };

    [Theory]
    [InlineData("normal")]
    [InlineData("Laplace")]
    [InlineData("uniform")]
    [InlineData("sparse")]
    public void The_95_percent_interval_of_64_prompts_holds_the_true_effect_in_92_to_97_percent_of_draws(string kind)
    {
        var random = new SeededRandom(1);
        var held = Enumerable.Range(0, Draws).Count(draw =>
        {
            const double effect = .7;
            var values = new PromptValues(Enumerable.Range(0, Prompts).Select(_ => effect + Noise(kind, random)));
            var interval = kind == "normal" ? values.Interval(draw) : Bootstrap.Interval(values.Values, resamples: 399, seed: draw); // fewer, for the time they take
            return interval.Contains(effect);
        });
        Assert.InRange(held / (double)Draws, .92, .97);
    }

    [Fact]
    public void So_does_that_of_a_share_of_the_clean_mean_whose_prompts_are_drawn_together()
    {
        var random = new SeededRandom(2);
        var held = Enumerable.Range(0, Draws).Count(draw =>
        {
            double[] clean = [.. Enumerable.Range(0, Prompts).Select(_ => 3.5 + random.NextGaussian())];
            double[] changes = [.. clean.Select(value => 100 * (-.2 * value + .3 * Noise("normal", random)))]; // prompt by prompt bound to the clean value
            return Bootstrap.RatioInterval(changes, clean, resamples: 399, seed: draw).Contains(-20);
        });
        Assert.InRange(held / (double)Draws, .92, .97);
    }

    [Fact]
    public void Levels_order_the_intervals_and_many_prompts_give_the_normal_one()
    {
        var random = new SeededRandom(4);
        var values = new PromptValues(Enumerable.Range(0, 2000).Select(_ => random.NextGaussian() + 5));
        var (narrow, usual) = (values.Interval(level: .5), values.Interval());
        Assert.True(usual.Low < narrow.Low && narrow.High < usual.High);
        Assert.Equal(2 * 1.96 * values.StandardError, usual.High - usual.Low, .1 * values.StandardError * 4);
        Assert.Equal(2 * .6745 * values.StandardError, narrow.High - narrow.Low, .1 * values.StandardError * 4);
        Assert.Equal((.5, .95), (narrow.Level, usual.Level));
    }

    [Fact]
    public void Scale_shift_and_order_of_units_go_through_and_a_seed_repeats()
    {
        var random = new SeededRandom(5);
        double[] values = [.. Enumerable.Range(0, 30).Select(_ => random.NextGaussian() + 1)];
        var interval = Bootstrap.Interval(values);
        Assert.Equal(interval, Bootstrap.Interval(values));
        Assert.NotEqual(interval, Bootstrap.Interval(values, seed: 1));
        var moved = Bootstrap.Interval(values.Select(v => 10 * v - 3));
        Assert.Equal(10 * interval.Low - 3, moved.Low, 1e-9);
        Assert.Equal(10 * interval.High - 3, moved.High, 1e-9);
        var halves = Bootstrap.RatioInterval(values, values.Select(_ => 2.0));
        Assert.Equal(interval.Low / 2, halves.Low, 1e-9);
        Assert.Equal(interval.High / 2, halves.High, 1e-9);
        var negative = Bootstrap.RatioInterval(values, values.Select(_ => -2.0));
        Assert.Equal(-interval.High / 2, negative.Low, .05); // quantiles of the other tail, but for the resample that they fall on
        Assert.True(negative.Low < negative.High);
    }

    [Fact]
    public void Equal_numbers_are_sure_and_too_few_say_so()
    {
        Assert.Equal(.1, Bootstrap.Interval([.1, .1, .1]).High, 1e-12);
        Assert.Equal(new ConfidenceInterval(0, 0, .95), Bootstrap.Interval([0, 0]));
        var exact = Bootstrap.RatioInterval([.1, .2, .3], [1, 2, 3]);
        Assert.True(exact.Low == exact.High);
        Assert.Equal(.1, exact.Low, 1e-12);
        foreach (var few in new double[][] { [1], [1, 2], [1, 2, 3] })
        {
            var interval = Bootstrap.Interval(few);
            Assert.Equal((double.NegativeInfinity, double.PositiveInfinity), (interval.Low, interval.High));
        }
        var eight = Bootstrap.Interval([1, 2, 3, 4, 5, 6, 7, 8]);
        Assert.True(double.IsFinite(eight.Low) && double.IsFinite(eight.High) && eight.Contains(4.5));
    }

    [Fact]
    public void Bad_input_says_what_is_allowed()
    {
        Assert.Contains("at least one prompt", Assert.Throws<ArgumentException>(() => Bootstrap.Interval([])).Message);
        Assert.Contains("Number 1 of the values is NaN", Assert.Throws<ArgumentException>(() => Bootstrap.Interval([1, double.NaN])).Message);
        Assert.Contains("between 0 and 1", Assert.Throws<ArgumentOutOfRangeException>(() => Bootstrap.Interval([1, 2], level: 95)).Message);
        Assert.Contains("At least 99", Assert.Throws<ArgumentOutOfRangeException>(() => Bootstrap.Interval([1, 2], resamples: 10)).Message);
        Assert.Contains("1 numerators and 2", Assert.Throws<ArgumentException>(() => Bootstrap.RatioInterval([1], [1, 2])).Message);
        Assert.Contains("denominators is 0", Assert.Throws<ArgumentException>(() => Bootstrap.RatioInterval([1, 2], [1, -1])).Message);
    }
}
