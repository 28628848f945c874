namespace Overhear.Tests;

[Trait("Category", "fast")]
public class ColourTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_sequential_scale_gets_evenly_away_from_the_page(bool isPale)
    {
        foreach (var (dark, sign) in new[] { (false, -1), (true, 1) })
        {
            double[] lightness = [.. Enumerable.Range(0, Paints.Steps(false) + 1).Select(step => Lightness(Paints.Step(false, isPale, step), dark))];
            Assert.All(lightness.Zip(lightness.Skip(1)), pair => Assert.True(sign * (pair.Second - pair.First) > -1e-3, $"{pair} does not go on {(dark ? "upwards" : "downwards")}"));
            Assert.True(Math.Abs(lightness[^1] - lightness[0]) > (isPale ? 0.2 : 0.5));
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_diverging_scale_is_nearest_to_the_page_at_nothing(bool isPale)
    {
        var steps = Paints.Steps(true);
        Assert.Equal(steps / 2, Paints.StepOf(new ColourRange(-3, 3, true), 0));
        foreach (var (dark, sign) in new[] { (false, -1), (true, 1) })
        {
            double[] lightness = [.. Enumerable.Range(0, steps + 1).Select(step => sign * Lightness(Paints.Step(true, isPale, step), dark))];
            for (var step = 0; step < steps / 2; step++)
            {
                Assert.True(lightness[step] > lightness[step + 1] - 1e-3);
                Assert.True(lightness[steps - step] > lightness[steps - step - 1] - 1e-3);
            }
        }
    }

    [Fact]
    public void Text_can_be_read_on_every_pale_colour_and_on_the_page()
    {
        foreach (var diverging in new[] { false, true })
            for (var step = 0; step <= Paints.Steps(diverging); step++)
            {
                var paint = Paints.Step(diverging, isPale: true, step);
                Assert.True(Contrast(paint.Light, Paints.Ink.Light) >= 4.5, $"light {paint.Light}");
                Assert.True(Contrast(paint.Dark, Paints.Ink.Dark) >= 3.5, $"dark {paint.Dark}: {Contrast(paint.Dark, Paints.Ink.Dark)}");
            }
        Assert.True(Contrast(Paints.Faint.Light, Paints.Paper.Light) >= 4.5);
        Assert.True(Contrast(Paints.Faint.Dark, Paints.Paper.Dark) >= 4.5);
        for (var i = 0; i < Paints.SeriesCount; i++)
        {
            Assert.True(Contrast(Paints.Series(i).Light, Paints.Paper.Light) >= 3);
            Assert.True(Contrast(Paints.Series(i).Dark, Paints.Paper.Dark) >= 3);
        }
    }

    static double Lightness(Paint paint, bool dark) => ColourRamp.Lightness(dark ? paint.Dark : paint.Light);

    // As WCAG 2.2 measures it.
    static double Contrast(string one, string other)
    {
        var (a, b) = (Luminance(one), Luminance(other));
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    static double Luminance(string colour)
    {
        double[] parts = [.. Convert.FromHexString(colour.AsSpan(1)).Select(part => part / 255.0).Select(part => part <= 0.04045 ? part / 12.92 : Math.Pow((part + 0.055) / 1.055, 2.4))];
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2];
    }
}
