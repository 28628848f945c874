using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace Overhear.Tests;

[Trait("Category", "fast")]
public class FigureHtmlTests
{
    [Theory]
    [MemberData(nameof(Samples.Names), MemberType = typeof(Samples))]
    public void Looks_as_approved(string name) => Approval.Matches($"{name}.html", Normalised(Samples.All[name].ToHtml()));

    [Theory]
    [MemberData(nameof(Samples.Names), MemberType = typeof(Samples))]
    public void Is_the_same_each_time(string name) => Assert.Equal(Samples.All[name].ToHtml(), Samples.All[name].ToHtml());

    [Theory]
    [MemberData(nameof(Samples.HostileNames), MemberType = typeof(Samples))]
    public void Hostile_text_makes_no_element(string name)
    {
        var figure = Samples.Hostile[name];
        var page = Parse(figure.ToHtml());
        string[] allowed = ["DIV", "PRE", "SCRIPT", "SPAN", "STYLE", "SMALL", "DETAILS", "SUMMARY", "TABLE", "THEAD", "TBODY", "TR", "TH", "TD", "svg", "path", "text", "g", "style"];
        Assert.All(page.Body!.QuerySelectorAll("*"), element => Assert.Contains(element.TagName, allowed));
        Assert.All(page.Body!.QuerySelectorAll("*").SelectMany(element => element.Attributes), attribute => Assert.DoesNotMatch("^on", attribute.Name));
        Assert.Equal(name is "token-strip" or "table" ? 0 : 2, page.QuerySelectorAll("script").Length);
        Assert.Single(page.Body!.Children);
        Assert.Equal("overhear-figure", page.Body!.Children[0].ClassName);
        Assert.Empty(page.Descendants<IComment>());
    }

    [Theory]
    [MemberData(nameof(Samples.HostileNames), MemberType = typeof(Samples))]
    public void Nothing_in_it_acts_on_the_text_around_it(string name)
    {
        // Controls, marks that turn text or hide it, and halves of characters are written out. FSI and PDI stand around text that runs from right to left.
        var html = Samples.Hostile[name].ToHtml();
        Assert.DoesNotMatch(@"[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u200B\u200E\u200F\u202A-\u202E\u2028\u2029\u2066\u2067\uFEFF]", html);
        for (var i = 0; i < html.Length; i++)
            if (char.IsHighSurrogate(html[i]))
                Assert.True(char.IsLowSurrogate(html[++i]));
            else
                Assert.False(char.IsLowSurrogate(html[i]));
        Assert.Equal(html.Count(c => c == '\u2068'), html.Count(c => c == '\u2069'));
    }

    [Theory]
    [MemberData(nameof(Samples.HostileNames), MemberType = typeof(Samples))]
    public void Hostile_text_is_shown_as_text(string name)
    {
        var shown = Parse(Samples.Hostile[name].ToHtml()).QuerySelector("pre, .overhear-tokens, table")!.TextContent;
        Assert.Contains("</script><script>alert", shown, StringComparison.Ordinal);
        Assert.Contains("&lt;", shown, StringComparison.Ordinal);
        Assert.Contains("\\u202Eevil", shown, StringComparison.Ordinal);
    }

    [Fact]
    public void The_title_is_the_figures_name_for_a_screen_reader()
    {
        var figure = Parse((Samples.Heatmap with { Title = "a \"<b>\" & c" }).ToHtml()).Body!.Children[0];
        Assert.Equal("figure", figure.GetAttribute("role"));
        Assert.Equal("a \"<b>\" & c", figure.GetAttribute("aria-label"));
        Assert.Equal("a \"<b>\" & c", figure.QuerySelector(".overhear-title")!.TextContent);
    }

    [Fact]
    public void The_data_cannot_close_their_element()
    {
        foreach (var figure in Samples.Hostile.Values.Where(FigureHtml.IsDrawn))
        {
            var data = Data(figure);
            Assert.DoesNotMatch("[<>&\u2028\u2029]", data);
            using var json = JsonDocument.Parse(data);
            Assert.Equal(["config", "data", "layout", "themes"], json.RootElement.EnumerateObject().Select(property => property.Name).Where(name => name is not ("shared" or "still" or "picker")).Order());
        }
    }

    [Fact]
    public void A_page_gets_a_light_and_a_dark_theme_on_its_own_background()
    {
        using var json = JsonDocument.Parse(Data(Samples.Heatmap));
        var themes = json.RootElement.GetProperty("themes");
        foreach (var name in new[] { "light", "dark" })
        {
            var layout = themes.GetProperty(name).GetProperty("template").GetProperty("layout");
            Assert.Equal("rgba(0,0,0,0)", layout.GetProperty("paper_bgcolor").GetString());
            Assert.Equal("rgba(0,0,0,0)", layout.GetProperty("plot_bgcolor").GetString());
            Assert.True(themes.GetProperty(name).GetProperty("colorscale").GetArrayLength() > 4);
        }
        Assert.False(json.RootElement.GetProperty("layout").TryGetProperty("title", out _));
    }

    [Fact]
    public void The_still_picture_stands_there_until_something_is_drawn_and_the_text_twin_beside_it()
    {
        var page = Parse(Samples.Bars.ToHtml());
        Assert.DoesNotContain("display:none", page.QuerySelector(".overhear-still-place")!.GetAttribute("style")!, StringComparison.Ordinal);
        Assert.Equal("Direct logit attribution", page.QuerySelector(".overhear-still-place svg[role=img]")!.GetAttribute("aria-label"));
        Assert.Contains("head 1.3", page.QuerySelector("details.overhear-text pre")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("display:none", page.QuerySelector(".overhear-plot")!.GetAttribute("style")!, StringComparison.Ordinal);
    }

    [Fact]
    public void It_asks_nothing_of_a_network()
    {
        foreach (var html in Samples.All.Values.Select(figure => figure.ToHtml()))
        {
            Assert.DoesNotMatch("https?:", html.Replace("xmlns=\"http://www.w3.org/2000/svg\"", "", StringComparison.Ordinal));
            Assert.DoesNotMatch(@"\b(fetch|XMLHttpRequest|WebSocket|EventSource|import)\b", html);
            Assert.Empty(Parse(html).QuerySelectorAll("[src], [href], link, iframe, object"));
        }
    }

    [Theory]
    [MemberData(nameof(Samples.HostileNames), MemberType = typeof(Samples))]
    public void Is_the_same_after_a_page_was_parsed_and_written_anew(string name)
    {
        // As the command line does for exported pages.
        var once = Parse(Samples.Hostile[name].ToHtml()).Body!.InnerHtml;
        Assert.Equal(once, Parse(once).Body!.InnerHtml);
        Assert.Contains("</div>", Parse(once).Body!.TextContent, StringComparison.Ordinal);
        if (!FigureHtml.IsDrawn(Samples.Hostile[name])) return;
        using var json = JsonDocument.Parse(Parse(once).QuerySelector("script.overhear-data")!.TextContent);
        var svg = Parse(once).QuerySelector("svg")!;
        Assert.NotNull(svg.GetAttribute("viewBox"));
        Assert.StartsWith("@media", svg.QuerySelector("style")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("http://www.w3.org/2000/svg", svg.QuerySelector("path")!.NamespaceUri);
    }

    static IDocument Parse(string html) => new HtmlParser().ParseDocument($"<!DOCTYPE html><html><body>{html}</body></html>");

    static string Data(Figure figure) => Parse(figure.ToHtml()).QuerySelector("script.overhear-data")!.TextContent;

    // The data one value a line, the script by its name, so that a change can be read.
    static string Normalised(string html)
    {
        html = Regex.Replace(html, "(?<=class=\"overhear-data\">).*?(?=</script>)", match => "\n" + Pretty(match.Value) + "\n", RegexOptions.Singleline);
        return Regex.Replace(html, "(?<=<script class=\"overhear-script\">)\n.*?(?=</script>)", "(figure.js)", RegexOptions.Singleline);
    }

    static string Pretty(string json) => Regex.Replace(
        JsonSerializer.Serialize(JsonSerializer.Deserialize<JsonElement>(json), new JsonSerializerOptions { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }),
        @"\[\s+([^\[\]{}]*?)\s+\]", match => "[" + Regex.Replace(match.Groups[1].Value, @",\s+", ", ") + "]");
}
