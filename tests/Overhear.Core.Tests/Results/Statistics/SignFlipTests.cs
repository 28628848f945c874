namespace Overhear.Tests;

[Trait("Category", "fast")]
public class SignFlipTests
{
    [Theory]
    [InlineData(.25, new double[] { 1, 2, 3 })]                // all plus and all minus, of 8 ways
    [InlineData(.25, new double[] { 0, 1, 0, 2, 3 })]          // zeros say nothing
    [InlineData(1, new double[] { 1, -1 })]
    [InlineData(1, new[] { .1, .2, .3, -.6 })]                 // the sum is 0 but for rounding
    [InlineData(.0625, new[] { .1, .1, .1, .1, .1 })]          // 2 of 32, whatever order the sums were rounded in
    [InlineData(.75, new double[] { 5, 1, -1 })]               // 5, 5 and 7 of 3, 5, 5, 7
    [InlineData(1, new double[] { 0 })]
    [InlineData(1, new double[] { 0, 0, 0 })]
    [InlineData(1, new[] { -0.0, 0 })]
    public void Few_prompts_are_enumerated(double p, double[] values)
    {
        Assert.Equal(p, SignFlip.P(values), 1e-12);
        Assert.Equal(p, SignFlip.P(values.Select(v => -v)), 1e-12);
    }

    [Fact]
    public void Enumeration_is_the_count_over_all_ways()
    {
        var random = new SeededRandom(1);
        for (var n = 2; n <= 11; n++)
        {
            double[] values = [.. Enumerable.Range(0, n).Select(_ => random.NextGaussian() + .4)];
            var found = Math.Abs(values.Sum());
            var hits = Enumerable.Range(0, 1 << n).Count(way => Math.Abs(values.Select((v, i) => (way >> i & 1) == 0 ? v : -v).Sum()) >= found - 1e-9);
            Assert.Equal((double)hits / (1 << n), SignFlip.P(values), 1e-12);
        }
    }

    [Fact]
    public void Draws_come_close_to_the_enumeration_and_repeat()
    {
        var random = new SeededRandom(2);
        double[] values = [.. Enumerable.Range(0, 18).Select(_ => random.NextGaussian() + .35)];
        var exact = SignFlip.P(values, draws: 1 << 17);
        Assert.InRange(exact, .01, .5);
        Assert.Equal(exact, SignFlip.P(values), .02);
        Assert.NotEqual(exact, SignFlip.P(values));
        Assert.Equal(SignFlip.P(values, seed: 3), SignFlip.P(values, seed: 3));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Of_an_effect_whose_mean_is_0_p_is_uniform(bool heavyTails)
    {
        const int samples = 1000;
        var random = new SeededRandom(7);
        double Noise() => heavyTails ? (random.Next(2) == 0 ? 1 : -1) * Math.Log(1 - random.NextDouble()) : random.NextGaussian();
        double Sample(long seed)
        {
            var values = new PromptValues(Enumerable.Range(0, 64).Select(_ => Noise()));
            return heavyTails ? SignFlip.P(values.Values, seed, draws: 999) : values.SignFlipP(seed);
        }
        double[] p = [.. Enumerable.Range(0, samples).Select(sample => Sample(sample)).Order()];
        // Kolmogorov-Smirnov at 1 %: the largest distance of the empirical distribution from the diagonal (Smirnov 1948).
        var distance = p.Select((value, at) => Math.Max(Math.Abs((at + 1.0) / samples - value), Math.Abs((double)at / samples - value))).Max();
        Assert.True(distance < 1.628 / Math.Sqrt(samples), $"Kolmogorov-Smirnov distance {distance}");
    }

    [Fact]
    public void An_effect_is_found()
    {
        var random = new SeededRandom(8);
        Assert.Equal(1.0 / (1 + SignFlip.Draws), SignFlip.P(Enumerable.Range(0, 64).Select(_ => 1 + random.NextGaussian())));
    }

    [Fact]
    public void Bad_input_says_what_is_allowed()
    {
        Assert.Throws<ArgumentException>(() => SignFlip.P([]));
        Assert.Contains("Number 0", Assert.Throws<ArgumentException>(() => SignFlip.P([double.PositiveInfinity])).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => SignFlip.P([1], draws: 0));
    }
}
