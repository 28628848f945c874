using System.Text.Json;

namespace Overhear.Tests;

[Trait("Category", "fast")]
public class PlotlyJsonTests
{
    [Theory]
    [MemberData(nameof(Samples.Names), MemberType = typeof(Samples))]
    public void Is_one_object_that_a_renderer_of_plotly_understands(string name)
    {
        var figure = Parse(Samples.All[name]);
        Assert.Equal(["config", "data", "layout"], figure.EnumerateObject().Select(property => property.Name).Order());
        Assert.NotEqual(0, figure.GetProperty("data").GetArrayLength());
        Assert.StartsWith(Samples.All[name].Title, Text(figure, "layout", "title", "text"), StringComparison.Ordinal);
        Assert.Equal("#ffffff", Text(figure, "layout", "template", "layout", "paper_bgcolor"));
        Assert.False(figure.GetProperty("config").GetProperty("typesetMath").GetBoolean());
    }

    [Fact]
    public void A_heatmap_has_its_numbers_axes_and_units()
    {
        var figure = Parse(Samples.Heatmap);
        var trace = figure.GetProperty("data")[0];
        Assert.Equal("heatmap", trace.GetProperty("type").GetString());
        Assert.Equal("[[0.5,-1.25,0],[1.234E-05,2.718,null]]", trace.GetProperty("z").GetRawText());
        Assert.Equal("layer", Text(figure, "layout", "yaxis", "title", "text"));
        Assert.Equal("head", Text(figure, "layout", "xaxis", "title", "text"));
        Assert.Equal("change of logit difference (logits)", Text(figure, "layout", "coloraxis", "colorbar", "title", "text").Replace("<br>", " ", StringComparison.Ordinal));
        Assert.Equal("reversed", Text(figure, "layout", "yaxis", "autorange"));
    }

    [Fact]
    public void A_diverging_scale_reaches_equally_far_to_both_sides_of_its_neutral_colour()
    {
        var axis = Parse(Samples.Heatmap).GetProperty("layout").GetProperty("coloraxis");
        Assert.Equal(-2.718, axis.GetProperty("cmin").GetDouble());
        Assert.Equal(2.718, axis.GetProperty("cmax").GetDouble());
        var stops = axis.GetProperty("colorscale").EnumerateArray().ToArray();
        Assert.Equal(1, stops.Length % 2);
        Assert.Equal(0.5, stops[stops.Length / 2][0].GetDouble());
        Assert.Equal("#f5f5f5", stops[stops.Length / 2][1].GetString());
    }

    [Fact]
    public void Labels_that_come_twice_stay_two_columns()
    {
        var columns = Parse(Samples.HeatmapWithTexts).GetProperty("data")[0].GetProperty("x").EnumerateArray().Select(x => x.GetString()).ToArray();
        Assert.Equal(["·a [0]", "·a [1]"], columns);
    }

    [Fact]
    public void Numbers_that_are_large_and_close_together_stay_apart()
    {
        var trace = Parse(Figure.Lines("Steps", [new LineSeries("loss", [123456, 123457, 123458], [1000.001, 1000.002, 1000.004])])).GetProperty("data")[0];
        Assert.Equal([123456, 123457, 123458], trace.GetProperty("x").EnumerateArray().Select(x => x.GetDouble()));
        Assert.Equal(3, trace.GetProperty("y").EnumerateArray().Select(y => y.GetDouble()).Distinct().Count());
    }

    [Theory]
    [InlineData(0.123456, 0.1235)]
    [InlineData(-0.000987654321, -0.0009877)]
    [InlineData(98765.4321, 98770)]
    [InlineData(1e-300, 1e-300)]
    [InlineData(1.23456e300, 1.235e300)]
    [InlineData(9999.6, 10000)]
    public void Numbers_have_four_digits(double number, double rounded) => Assert.Equal(rounded, Convert.ToDouble(PlotlyNumber.Rounded(number)), Math.Abs(rounded) * 1e-12);

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void A_number_that_is_not_finite_is_a_gap(double number)
    {
        foreach (var figure in new Figure[]
                 {
                     Figure.Heatmap("t", new[,] { { number, 1 } }, ["r"], ["a", "b"]), Figure.Lines("t", [LineSeries.Of("s", [number, 1])]),
                     Figure.Bars("t", ["a", "b"], [number, 1], [0.5, 0]), Figure.TokenStrip("t", ["a", "b"], [number, 1]),
                 })
        {
            var json = figure.ToPlotlyJson();
            Assert.Contains("null", json, StringComparison.Ordinal);
            Assert.DoesNotMatch("NaN|Infinity", json);
            Assert.NotEmpty(figure.ToHtml());
            Assert.NotEmpty(figure.ToText());
        }
    }

    [Fact]
    public void Attention_shows_the_initial_head_and_its_picker_the_others()
    {
        var figure = Parse(Samples.Attention);
        Assert.Equal([false, false, true], figure.GetProperty("data").EnumerateArray().Select(trace => trace.GetProperty("visible").GetBoolean()));
        var menu = figure.GetProperty("layout").GetProperty("updatemenus")[0];
        Assert.Equal(2, menu.GetProperty("active").GetInt32());
        Assert.Equal(["head 1.0", "head 1.1", "head 1.2"], menu.GetProperty("buttons").EnumerateArray().Select(button => button.GetProperty("label").GetString()));
        Assert.Equal("""[{"visible":[true,false,false]}]""", menu.GetProperty("buttons")[0].GetProperty("args").GetRawText());
    }

    [Fact]
    public void A_causal_pattern_carries_no_upper_triangle_and_another_all_of_it()
    {
        var rows = Parse(Samples.Attention).GetProperty("data")[1].GetProperty("z").EnumerateArray().ToArray();
        Assert.Equal(Enumerable.Range(1, Samples.Prompt.Length), rows.Select(row => row.GetArrayLength()));
        Assert.All(rows, row => Assert.Equal(1, row.EnumerateArray().Sum(weight => weight.GetDouble()), 1e-3));
        var both = Parse(Figure.Attention("t", ["a", "b"], [new HeadPattern(new HeadId(0, 0), new[,] { { 0.25, 0.75 }, { 0.5, 0.5 } })]));
        Assert.Equal("[[0.25,0.75],[0.5,0.5]]", both.GetProperty("data")[0].GetProperty("z").GetRawText());
        Assert.False(both.GetProperty("layout").TryGetProperty("updatemenus", out _));
    }

    [Fact]
    public void Forty_heads_on_forty_tokens_stay_small()
    {
        var tokens = Enumerable.Range(0, 40).Select(i => $" token{i}");
        var figure = Figure.AttentionOfLayer("Forty", tokens, 0, Samples.CausalPattern(40, 40));
        Assert.InRange(figure.ToPlotlyJson().Length, 1, 300_000);
        Assert.InRange(figure.ToHtml().Length, 1, 320_000);
    }

    [Fact]
    public void Hostile_text_is_no_markup_and_no_variable_to_plotly()
    {
        string[] own = ["<br>", "<extra></extra>", "<span style=\"font-size: 12px\">", "</span>"];
        foreach (var (name, hostile) in Samples.Hostile)
            foreach (var (path, text) in Strings(Parse(hostile), ""))
            {
                var rest = own.Aggregate(text, (left, known) => left.Replace(known, "", StringComparison.Ordinal));
                Assert.False(rest.Contains('<') || rest.Contains('>'), $"{name}{path}: {text}");
                if (path.EndsWith("template", StringComparison.Ordinal))
                    Assert.DoesNotMatch(@"%\{x\}(?!<br>|$)", rest.Replace(": %{x}", "", StringComparison.Ordinal));
            }
    }

    [Fact]
    public void Bars_and_lines_carry_errors_and_references()
    {
        var bars = Parse(Samples.Bars);
        Assert.Equal("h", bars.GetProperty("data")[0].GetProperty("orientation").GetString());
        Assert.Equal("[0.1,0.2,0.05,0]", bars.GetProperty("data")[0].GetProperty("error_x").GetProperty("array").GetRawText());
        Assert.Equal("contribution (logits)", Text(bars, "layout", "xaxis", "title", "text"));
        Assert.Equal(1, bars.GetProperty("layout").GetProperty("shapes")[0].GetProperty("x0").GetDouble());
        Assert.Equal(4, Parse(Samples.StandingBars).GetProperty("layout").GetProperty("shapes")[0].GetProperty("y1").GetDouble());
        var shapes = Parse(Samples.Lines).GetProperty("layout").GetProperty("shapes");
        Assert.Equal(3.25, shapes[0].GetProperty("y0").GetDouble());
        Assert.Equal("final", Text(Parse(Samples.Lines).GetProperty("layout").GetProperty("annotations")[0], "text"));
        Assert.Equal(2, shapes[1].GetProperty("x1").GetDouble());
    }

    [Fact]
    public void A_band_surrounds_each_part_of_its_curve_and_changes_no_colour()
    {
        var traces = Parse(Samples.Bands).GetProperty("data").EnumerateArray().ToArray();
        Assert.Equal(["facts", "lists of two"], traces[..2].Select(trace => trace.GetProperty("name").GetString()));
        Assert.Equal("toself", traces[2].GetProperty("fill").GetString());
        Assert.Equal("[0.15,0.5,0.3,0.05,null,0.85,0.92,0.88,0.75]", traces[2].GetProperty("y").GetRawText());
        Assert.Equal(10, traces[3].GetProperty("y").GetArrayLength());
        Assert.False(traces[3].GetProperty("showlegend").GetBoolean());
    }

    [Fact]
    public void Points_in_three_dimensions_have_three_titled_axes()
    {
        var figure = Parse(Samples.Spatial);
        Assert.Equal("scatter3d", figure.GetProperty("data")[0].GetProperty("type").GetString());
        Assert.Equal("[3,-2,1]", figure.GetProperty("data")[0].GetProperty("z").GetRawText());
        Assert.Equal(["component 0", "component 1", "component 2"], new[] { "xaxis", "yaxis", "zaxis" }.Select(axis => Text(figure, "layout", "scene", axis, "title", "text")));
        Assert.Equal("[0.1,0.25]", Parse(Samples.Scatter).GetProperty("data")[0].GetProperty("x").GetRawText());
    }

    static JsonElement Parse(Figure figure) => JsonDocument.Parse(figure.ToPlotlyJson()).RootElement;

    static string Text(JsonElement element, params string[] path) => path.Aggregate(element, (at, name) => at.GetProperty(name)).GetString()!;

    static IEnumerable<(string Path, string Text)> Strings(JsonElement element, string path) => element.ValueKind switch
    {
        JsonValueKind.String => [(path, element.GetString()!)],
        JsonValueKind.Array => element.EnumerateArray().SelectMany(item => Strings(item, path)),
        JsonValueKind.Object => element.EnumerateObject().SelectMany(property => Strings(property.Value, $"{path}.{property.Name}")),
        _ => [],
    };
}
