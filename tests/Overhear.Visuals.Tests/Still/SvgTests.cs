using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;

namespace Overhear.Tests;

[Trait("Category", "fast")]
public class SvgTests
{
    static readonly XNamespace svg = "http://www.w3.org/2000/svg";

    [Theory]
    [MemberData(nameof(Samples.Names), MemberType = typeof(Samples))]
    public void Looks_as_approved(string name) => Approval.Matches($"{name}.svg", Samples.All[name].ToSvg());

    [Theory]
    [MemberData(nameof(Samples.Names), MemberType = typeof(Samples))]
    public void Is_valid_XML_with_the_figures_title(string name)
    {
        var root = Parse(Samples.All[name].ToSvg());
        Assert.Equal(svg + "svg", root.Name);
        Assert.Equal(Samples.All[name].Title, root.Element(svg + "title")!.Value);
        Assert.Contains(Samples.All[name].Title, Texts(root));
        Assert.Equal("img", root.Attribute("role")!.Value);
    }

    [Theory]
    [InlineData("heatmap", "layer", "head", "change of logit difference (logits)")]
    [InlineData("heatmap-with-texts", "after layer", "position", "probability")]
    [InlineData("lines", "layer", "logit difference (logits)")]
    [InlineData("bands", "checkpoint", "accuracy")]
    [InlineData("bars", "component", "contribution (logits)")]
    [InlineData("bars-standing", "component", "singular value")]
    [InlineData("scatter", "previous token score", "induction score")]
    [InlineData("scatter-3d", "component 0", "component 1", "component 2")]
    [InlineData("attention", "query token (looks from)", "key token (is looked at)", "attention probability")]
    [InlineData("token-strip", "surprise (bits)")]
    public void Carries_its_axis_titles_with_units(string name, params string[] titles)
    {
        var texts = Texts(Parse(Samples.All[name].ToSvg()));
        Assert.All(titles, title => Assert.Contains(title, texts));
    }

    [Theory]
    [MemberData(nameof(Samples.HostileNames), MemberType = typeof(Samples))]
    public void Hostile_text_stays_text(string name)
    {
        var root = Parse(Samples.Hostile[name].ToSvg());
        string[] allowed = ["svg", "title", "desc", "style", "g", "path", "text"];
        Assert.All(root.DescendantsAndSelf(), element => Assert.Contains(element.Name.LocalName, allowed));
        Assert.All(root.DescendantsAndSelf().Attributes(), attribute => Assert.DoesNotMatch("^(on|href|id)", attribute.Name.LocalName));
        Assert.DoesNotContain(root.DescendantNodes(), node => node is XComment or XProcessingInstruction or XCData);
        Assert.StartsWith("</script><script>alert(1)</script>", root.Element(svg + "title")!.Value, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("</div>")]
    [InlineData("</svg><svg onload=\"alert(1)\">")]
    [InlineData("]]>&amp;'\"")]
    public void A_token_is_shown_letter_by_letter(string token)
    {
        var figures = new Figure[]
        {
            Figure.TokenStrip(token, [token], [1]), Figure.AttentionOfLayer(token, [token], 0, new[,,] { { { 1.0 } } }), Figure.Table(token, [token], [[token]]),
            Figure.Bars(token, [token], [1], horizontal: true),
        };
        foreach (var figure in figures)
        {
            Assert.Contains(token, Texts(Parse(figure.ToSvg())).Select(text => text.TrimEnd('…')).Select(text => text.Length < token.Length && token.StartsWith(text, StringComparison.Ordinal) && text.Length > 10 ? token : text));
            Assert.DoesNotContain("<script>alert", figure.ToSvg(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Samples.Names), MemberType = typeof(Samples))]
    public void All_numbers_are_finite_and_all_marks_lie_on_the_picture(string name)
    {
        var root = Parse(Samples.All[name].ToSvg());
        var (width, height) = (Number(root, "width"), Number(root, "height"));
        Assert.Equal($"0 0 {root.Attribute("width")!.Value} {root.Attribute("height")!.Value}", root.Attribute("viewBox")!.Value);
        Assert.DoesNotMatch("NaN|Infinity|∞", string.Join(' ', root.DescendantsAndSelf().Attributes().Select(attribute => attribute.Value)));
        var moved = root.Element(svg + "g")!.Attribute("transform")!.Value;
        var (x, y) = (double.Parse(moved.Split('(', ' ')[1], CultureInfo.InvariantCulture), double.Parse(moved.Split(' ', ')')[1], CultureInfo.InvariantCulture));
        foreach (var text in root.Element(svg + "g")!.Descendants(svg + "text"))
        {
            var size = text.Attribute("font-size") is { } own ? double.Parse(own.Value, CultureInfo.InvariantCulture) : 12;
            var wide = TextSize.Width(text.Value, size);
            var left = Number(text, "x") + x - (text.Attribute("text-anchor")?.Value switch { "end" => wide, "middle" => wide / 2, _ => 0 });
            if (text.Attribute("transform") is null) Assert.True(left >= 0 && left + wide <= width, $"'{text.Value}' reaches from {left} to {left + wide} of {width}.");
            Assert.InRange(Number(text, "y") + y, 8, height);
        }
    }

    [Theory]
    [MemberData(nameof(Samples.Names), MemberType = typeof(Samples))]
    public void Every_colour_has_a_light_and_a_dark_form(string name)
    {
        var root = Parse(Samples.All[name].ToSvg());
        var dark = root.Element(svg + "style")!.Value;
        Assert.StartsWith("@media screen and (prefers-color-scheme:dark){", dark, StringComparison.Ordinal);
        foreach (var (kind, letter) in new[] { ("fill", 'f'), ("stroke", 's') })
            foreach (var element in root.DescendantsAndSelf().Where(element => element.Attribute(kind) is { Value: not "none" }))
            {
                Assert.Matches("^#[0-9a-f]{6}$", element.Attribute(kind)!.Value);
                var own = Assert.Single(element.Attribute("class")!.Value.Split(' '), name => name.StartsWith($"o{letter}-", StringComparison.Ordinal));
                Assert.Matches($@"\.{own}\{{{kind}:#[0-9a-f]{{6}}\}}", dark);
            }
    }

    [Theory]
    [MemberData(nameof(Samples.Names), MemberType = typeof(Samples))]
    public void Equal_figures_give_equal_bytes_in_every_culture(string name)
    {
        var before = CultureInfo.CurrentCulture;
        var first = Samples.All[name].ToSvg();
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
            Assert.Equal(first, Samples.All[name].ToSvg());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Numbers_at_the_ends_of_what_a_double_holds_are_drawn()
    {
        double[] odd = [double.MaxValue, double.MinValue, double.Epsilon, 1e300, 0, double.NaN, double.PositiveInfinity];
        string[] names = [.. odd.Select((_, i) => $"{i}")];
        var figures = new Figure[]
        {
            Figure.Lines("t", [LineSeries.Of("s", odd)]), Figure.Bars("t", names, odd), Figure.Bars("t", names, odd, horizontal: true), Figure.Scatter("t", [new ScatterSeries("s", odd, odd)]),
            Figure.Scatter("t", [new ScatterSeries("s", odd, odd, odd)]), Figure.TokenStrip("t", names, odd), Figure.Lines("t", [new LineSeries("s", [1e20, 1e20 + 16384], [1, 1])]),
            Figure.Lines("t", [LineSeries.Of("s", [double.NaN])]), Figure.Scatter("t", [new ScatterSeries("s", [double.NaN], [1])]), Figure.Heatmap("t", new[,] { { double.MaxValue, double.MinValue } }, ["r"], ["a", "b"]),
        };
        Assert.All(figures, figure => Parse(figure.ToSvg()));
    }

    [Fact]
    public void A_large_table_stays_small()
    {
        var table = new double[48, 64];
        for (var i = 0; i < 48; i++)
            for (var j = 0; j < 64; j++)
                table[i, j] = (i * 64 + j) % 37 - 18;
        var figure = Figure.Heatmap("t", table, Enumerable.Range(0, 48).Select(i => $"{i}"), Enumerable.Range(0, 64).Select(i => $"{i}"));
        Assert.InRange(figure.ToSvg().Length, 10_000, 90_000);
    }

    static XElement Parse(string text)
    {
        using var reader = XmlReader.Create(new StringReader(text), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, CheckCharacters = true });
        return XElement.Load(reader);
    }

    static IReadOnlyList<string> Texts(XElement root) => [.. root.Descendants(svg + "text").Select(text => Regex.Replace(text.Value, @"\s+", " "))];

    static double Number(XElement element, string name) => double.Parse(element.Attribute(name)!.Value, CultureInfo.InvariantCulture);
}
