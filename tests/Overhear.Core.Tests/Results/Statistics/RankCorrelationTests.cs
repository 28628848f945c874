namespace Overhear.Tests;

[Trait("Category", "fast")]
public class RankCorrelationTests
{
    [Fact]
    public void Rho_is_the_correlation_of_ranks_and_equal_numbers_share_theirs()
    {
        Assert.Equal(1, RankCorrelation.Spearman([1, 2, 30], [-5, 0, .1]), 1e-12);
        Assert.Equal(-1, RankCorrelation.Spearman([1, 2, 30], [3, 2, 1]), 1e-12);
        Assert.Equal(.8, RankCorrelation.Spearman([1, 2, 3, 4], [1, 3, 2, 4]), 1e-12); // 1 − 6 · 2 / (4 · 15)
        Assert.Equal(4.5 / Math.Sqrt(22.5), RankCorrelation.Spearman([1, 2, 2, 3], [1, 2, 3, 4]), 1e-12);
        Assert.True(double.IsNaN(RankCorrelation.Spearman([1, 1], [1, 2])));
    }

    [Fact]
    public void P_is_the_share_of_pairings_that_correlate_as_much()
    {
        Assert.Equal(8 / 24.0, RankCorrelation.SpearmanP([1, 2, 3, 4], [1, 3, 2, 4]), .02); // ρ of 1 once and of .8 three times, and as often negative
        Assert.Equal(1, RankCorrelation.SpearmanP([1, 2], [1, 2]), 1e-12);
        Assert.True(RankCorrelation.SpearmanP(Enumerable.Range(0, 20).Select(i => (double)i), Enumerable.Range(0, 20).Select(i => -i * .5)) < .001);
        Assert.True(double.IsNaN(RankCorrelation.SpearmanP([1, 1], [1, 2])));
    }

    [Fact]
    public void Bad_input_says_what_is_allowed()
    {
        Assert.Contains("1 and 2 numbers", Assert.Throws<ArgumentException>(() => RankCorrelation.Spearman([1], [1, 2])).Message);
        Assert.Throws<ArgumentException>(() => RankCorrelation.Spearman([1], [1]));
        Assert.Throws<ArgumentException>(() => RankCorrelation.Spearman([1, double.NaN], [1, 2]));
    }
}
