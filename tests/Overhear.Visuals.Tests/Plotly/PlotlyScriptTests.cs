namespace Overhear.Tests;

[Trait("Category", "fast")]
public class PlotlyScriptTests
{
    [Fact]
    public void It_is_plotly_and_can_stand_in_a_script_element()
    {
        Assert.Contains("plotly.js v", PlotlyScript.Text[..200], StringComparison.Ordinal);
        Assert.InRange(PlotlyScript.Text.Length, 1_000_000, 6_000_000);
        Assert.DoesNotContain("</script", PlotlyScript.Shielded, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<!--", PlotlyScript.Shielded, StringComparison.Ordinal);
    }

    [Fact]
    public void The_loader_is_known_by_its_attribute_and_shows_nothing()
    {
        Assert.Equal("data-overhear-plotly-loader", PlotlyLoader.Attribute);
        Assert.StartsWith("<div data-overhear-plotly-loader", PlotlyLoader.Html, StringComparison.Ordinal);
        Assert.Contains("display:none", PlotlyLoader.Html[..120], StringComparison.Ordinal);
        Assert.DoesNotContain(PlotlyLoader.Attribute, Samples.Heatmap.ToHtml(), StringComparison.Ordinal);
    }
}
