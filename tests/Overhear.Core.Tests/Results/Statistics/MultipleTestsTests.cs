namespace Overhear.Tests;

[Trait("Category", "fast")]
public class MultipleTestsTests
{
    static readonly double[] p = [.01, .04, .03, .005];

    static void Same(double[] expected, IReadOnlyList<double> found)
    {
        Assert.Equal(expected.Length, found.Count);
        Assert.All(expected.Zip(found), pair => Assert.Equal(pair.First, pair.Second, 1e-12));
    }

    [Fact]
    public void Holm_multiplies_by_how_many_are_left_and_never_falls() => Same([.03, .06, .06, .02], MultipleTests.Holm(p));

    [Fact]
    public void Benjamini_and_Hochberg_multiply_by_how_many_over_the_rank_and_never_rise() => Same([.02, .04, .04, .02], MultipleTests.BenjaminiHochberg(p));

    [Fact]
    public void Corrected_values_stay_at_most_1_and_none_is_none()
    {
        Same([1, 1], MultipleTests.Holm([.9, .8]));
        Same([.9, .9], MultipleTests.BenjaminiHochberg([.9, .8]));
        Same([1, 1, 1], MultipleTests.Holm([1, 1, 1]));
        Assert.Empty(MultipleTests.Holm([]));
        Assert.Empty(MultipleTests.BenjaminiHochberg([]));
        Assert.Equal(p, MultipleTests.Correct(p, Correction.None));
        Assert.Equal(MultipleTests.Holm(p), MultipleTests.Correct(p, Correction.Holm));
        Assert.Equal(MultipleTests.BenjaminiHochberg(p), MultipleTests.Correct(p, Correction.BenjaminiHochberg));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(1.1)]
    [InlineData(-.1)]
    public void What_is_no_p_value_is_refused(double wrong) => Assert.Contains("p-value 1", Assert.Throws<ArgumentException>(() => MultipleTests.Holm([.5, wrong])).Message);
}
