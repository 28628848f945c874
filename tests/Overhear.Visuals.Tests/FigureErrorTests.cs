namespace Overhear.Tests;

[Trait("Category", "fast")]
public class FigureErrorTests
{
    [Fact]
    public void Bars_name_all_problems_at_once()
    {
        var message = Assert.Throws<ArgumentException>(() => Figure.Bars("t", ["a", "b"], [1], [0.1, -0.2, 0.3])).Message;
        Assert.Contains("2 labels and 1 values", message, StringComparison.Ordinal);
        Assert.Contains("3 errors and 1 values", message, StringComparison.Ordinal);
        Assert.Contains("error of bar 1 is -0.2", message, StringComparison.Ordinal);
        Assert.Contains("at least one", Assert.Throws<ArgumentException>(() => Figure.Bars("t", [], [])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Attention_names_all_problems_at_once()
    {
        var two = new HeadPattern(new HeadId(1, 2), new double[2, 2]);
        var message = Assert.Throws<ArgumentException>(() => Figure.Attention("t", ["a", "b", "c"], [two, two])).Message;
        Assert.Contains("head 1.2 has a pattern of 2 by 2, and there are 3 tokens", message, StringComparison.Ordinal);
        Assert.Contains("head 1.2 is given 2 times", message, StringComparison.Ordinal);
        Assert.Contains("no head 4.0; it has 1.2", Assert.Throws<ArgumentException>(() => Figure.Attention("t", ["a", "b"], [two], new HeadId(4, 0))).Message, StringComparison.Ordinal);
        Assert.Contains("2 queries and 3 keys", Assert.Throws<ArgumentException>(() => new HeadPattern(new HeadId(0, 0), new double[2, 3])).Message, StringComparison.Ordinal);
        var none = Assert.Throws<ArgumentException>(() => Figure.Attention("t", [], [])).Message;
        Assert.Contains("no token", none, StringComparison.Ordinal);
        Assert.Contains("no head", none, StringComparison.Ordinal);
    }

    [Fact]
    public void Lines_need_points_that_have_a_place()
    {
        var message = Assert.Throws<ArgumentException>(() => new LineSeries("s", [0, double.NaN], [1])).Message;
        Assert.Contains("2 values of x and 1 of y", message, StringComparison.Ordinal);
        Assert.Contains("x of point 1 is NaN", message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Figure.Lines("t", []));
        var figure = Figure.Lines("t", [new LineSeries("s", [0, 1.5, 4], [1, 2, 3])]);
        Assert.Contains("there are points at x = 1.5, 4", Assert.Throws<ArgumentException>(() => figure with { XLabels = ["a", "b"] }).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_heatmap_needs_cells_and_a_text_for_each()
    {
        Assert.Contains("0 by 2", Assert.Throws<ArgumentException>(() => Figure.Heatmap("t", new double[0, 2], [], ["a", "b"])).Message, StringComparison.Ordinal);
        var message = Assert.Throws<ArgumentException>(() => Samples.Heatmap with { CellTexts = new string[3, 2] }).Message;
        Assert.Contains("3 by 2 entries; the table has 2 by 3 cells", message, StringComparison.Ordinal);
        Assert.Contains("2 tokens and 1 numbers", Assert.Throws<ArgumentException>(() => Figure.TokenStrip("t", ["a", "b"], [1])).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new[] { 1.0, 3 }, ColourScale.FromNumbers, 1, 3, false)]
    [InlineData(new[] { -1.0, 3 }, ColourScale.FromNumbers, -3, 3, true)]
    [InlineData(new[] { -3.0, -1 }, ColourScale.FromNumbers, -3, -1, false)]
    [InlineData(new[] { -1.0, 3 }, ColourScale.Sequential, -1, 3, false)]
    [InlineData(new[] { 0.0, 0 }, ColourScale.Diverging, -1, 1, true)]
    [InlineData(new[] { 5.0, 5 }, ColourScale.FromNumbers, 5, 6, false)]
    [InlineData(new[] { double.NaN, double.PositiveInfinity }, ColourScale.FromNumbers, 0, 1, false)]
    public void Colours_span_the_numbers(double[] numbers, ColourScale scale, double least, double most, bool diverging) =>
        Assert.Equal(new ColourRange(least, most, diverging), ColourRange.Of(numbers, scale, null, null));

    [Fact]
    public void Given_ends_of_the_colours_win()
    {
        Assert.Equal(new ColourRange(0, 1, false), ColourRange.Of([0.2, 0.4], ColourScale.Sequential, 0, 1));
        Assert.Equal(new ColourRange(-2, 2, true), ColourRange.Of([-5, 5], ColourScale.Diverging, null, 2));
    }

    [Fact]
    public void Bands_points_and_tables_name_all_problems_at_once()
    {
        var curve = LineSeries.Of("s", [1, 2]);
        Assert.Contains("2 points, 1 lower and 3 upper numbers", Assert.Throws<ArgumentException>(() => curve.WithBand([1], [1, 2, 3])).Message, StringComparison.Ordinal);
        Assert.Contains("at point 1 the lower number 3 is more than the upper 2", Assert.Throws<ArgumentException>(() => curve.WithBand([0, 3], [1, 2])).Message, StringComparison.Ordinal);
        Assert.Contains("2 points and 1 errors", Assert.Throws<ArgumentException>(() => curve.WithErrors([1])).Message, StringComparison.Ordinal);

        var points = Assert.Throws<ArgumentException>(() => new ScatterSeries("p", [1, 2], [1], [1, 2, 3], ["a"])).Message;
        foreach (var part in new[] { "2 values of x and 1 of y", "2 values of x and 3 of z", "2 points and 1 labels" })
            Assert.Contains(part, points, StringComparison.Ordinal);
        Assert.Contains("'deep' have three", Assert.Throws<ArgumentException>(() => Figure.Scatter("t", [new ScatterSeries("flat", [1], [1]), new ScatterSeries("deep", [1], [1], [1])])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Figure.Scatter("t", []));

        Assert.Contains("row 1 has 1 texts, and there are 2 columns", Assert.Throws<ArgumentException>(() => Figure.Table("t", ["a", "b"], [["1", "2"], ["3"]])).Message, StringComparison.Ordinal);
        Assert.Contains("for each of 1 rows; it was given 0.5, 2", Assert.Throws<ArgumentException>(() => Figure.Table("t", ["a"], [["1"]], [0.5, 2])).Message, StringComparison.Ordinal);
    }
}
