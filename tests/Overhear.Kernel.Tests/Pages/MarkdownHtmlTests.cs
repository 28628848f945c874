using System.Text.Json.Nodes;

namespace Overhear.Kernel.Tests;

[Trait("Category", "fast")]
public sealed class MarkdownHtmlTests : IDisposable
{
    // One white pixel.
    const string png = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==";
    readonly TestNotebook files = new();

    public void Dispose() => files.Dispose();

    string Render(string markdown, JsonObject? attachments = null) => new MarkdownHtml(new PictureSource(Path.Combine(files.Folder, "book"))).Render(markdown, attachments).Trim();

    [Theory]
    [InlineData("a <sub>b</sub><sup>c</sup> <kbd>d</kbd><br>e", "<p>a <sub>b</sub><sup>c</sup> <kbd>d</kbd><br>e</p>")]
    [InlineData("a <b onclick=\"x()\">b</b> <span style=\"color:red\">c</span>", "<p>a b c</p>")]
    [InlineData("<sup onmouseover=\"x()\">b</sup>", "<p><sup>b</sup></p>")]
    [InlineData("<div>\nplain\n</div>", "plain")]
    [InlineData("<script>alert(1)</script>", "")]
    [InlineData("<style>p{}</style>", "")]
    [InlineData("<iframe src=\"x\"></iframe>", "")]
    [InlineData("<svg><script>alert(1)</script></svg>", "<p>alert(1)</p>")]
    [InlineData("<!-- note -->", "")]
    [InlineData("a <img src=x onerror=alert(1)> b", "<p>a  b</p>")]
    [InlineData("a <!-- b --> c", "<p>a  c</p>")]
    [InlineData("~~a~~ & <", "<p><del>a</del> &amp; &lt;</p>")]
    public void Html_is_reduced_to_what_is_allowed(string markdown, string expected) => Assert.Equal(expected, Render(markdown));

    [Fact]
    public void Details_can_hold_markdown()
    {
        var html = Render("<details open class=\"x\"><summary>More</summary>\n\nInside *it*.\n\n</details>\n\nafter");
        Assert.Equal("<details open=\"\"><summary>More</summary>\n<p>Inside <em>it</em>.</p>\n</details>\n<p>after</p>", html);
    }

    [Fact]
    public void What_is_left_open_is_closed() => Assert.EndsWith("</details>", Render("<details><summary>More\n\ntext"));

    [Theory]
    [InlineData("[a](javascript:alert(1))")]
    [InlineData("[a](JaVaScRiPt:alert(1))")]
    [InlineData("[a](&#106;avascript:alert(1))")]
    [InlineData("[a](java&#10;script:alert(1))")]
    [InlineData("[a](data:text/html;base64,AAAA)")]
    [InlineData("[a](vbscript:x)")]
    [InlineData("[a](file:///etc/passwd)")]
    [InlineData("<javascript:alert(1)>")]
    public void A_link_that_is_none_leads_nowhere(string markdown) => Assert.DoesNotContain("href", Render(markdown));

    [Theory]
    [InlineData("[a](https://example.org/x)", "href=\"https://example.org/x\"")]
    [InlineData("[a](mailto:a@example.org)", "href=\"mailto:a@example.org\"")]
    [InlineData("[a](02-ioi.ipynb)", "href=\"02-ioi.ipynb\"")]
    [InlineData("[a](#part)", "href=\"#part\"")]
    public void Other_links_stay(string markdown, string part)
    {
        Assert.Contains(part, Render(markdown));
        Assert.Contains("rel=\"noopener noreferrer\"", Render(markdown));
    }

    [Fact]
    public void Pictures_carry_themselves_or_are_words()
    {
        Directory.CreateDirectory(Path.Combine(files.Folder, "book", "fig"));
        File.WriteAllBytes(Path.Combine(files.Folder, "book", "fig", "a b.png"), Convert.FromBase64String(png));
        File.WriteAllBytes(Path.Combine(files.Folder, "outside.png"), Convert.FromBase64String(png));
        File.CreateSymbolicLink(Path.Combine(files.Folder, "book", "link.png"), Path.Combine(files.Folder, "outside.png"));
        var carried = $"<p><img src=\"data:image/png;base64,{png}\" alt=\"pic\"></p>";
        Assert.Equal(carried, Render($"![pic](data:image/png;base64,{png})"));
        Assert.Equal(carried, Render("![pic](fig/a%20b.png)"));
        Assert.Equal(carried, Render("<img onload=\"y\" alt=\"pic\" src=\"fig/a b.png\">&#8203;").Replace("\u200b", ""));
        Assert.Equal(carried, Render("![pic](attachment:x.png)", new() { ["x.png"] = new JsonObject { ["image/png"] = png } }));
        foreach (var address in (string[])["../outside.png", "link.png", "none.png", "https://example.org/a.png", "//example.org/a.png", "attachment:none.png", "data:image/svg,x", "data:text/html;base64,AAAA", "/etc/hosts"])
        {
            Assert.Equal("<p>pic</p>", Render($"![pic]({address})"));
        }
    }

    [Fact]
    public void Tables_formulas_and_code_come_through()
    {
        var html = Render("# A $x$\n\n| a | b |\n|---|--:|\n| 1 | $y_1$ |\n\n$$\nz^2\n$$\n\n```csharp\nif (a < b) { }\n```\n\n- [x] done");
        Assert.Contains("<td style=\"text-align: right;\"><math>", html);
        Assert.Contains("<math display=\"block\">", html);
        Assert.Contains("if (a &lt; b) { }", html);
        Assert.Matches("<input [^>]*checked[^>]*>", html);
    }

    [Fact]
    public void Ids_are_unique_in_a_page()
    {
        var page = new MarkdownHtml(new PictureSource(files.Folder));
        Assert.Contains("id=\"same\"", page.Render("# Same", null));
        Assert.DoesNotContain("id=", page.Render("# Same", null));
    }

    [Theory]
    [InlineData("text\n\n## two\n\n# The *title* with `code`\n", "The title with code")]
    [InlineData("no heading", null)]
    [InlineData("#  ", null)]
    public void The_title_is_the_first_heading(string markdown, string? title) => Assert.Equal(title, MarkdownHtml.Title(markdown));

    [Fact]
    public void No_mix_of_tags_gets_anything_dangerous_through()
    {
        string[] pieces = ["<script>", "</script>", "<scr", "ipt>", "<img src=x onerror=y>", "<svg onload=y>", "<math><mtext>", "<style>", "</style>", "<a href='javascript:y'>", "<details ontoggle=y open>", "\"", "'", ">", "<", "<!--", "-->", "--!>", "`", "\n\n", "<iframe srcdoc='y'>", "[a](", "javascript:y", ")", "&lt;script&gt;", "<title>", "</title>", "<noscript>", "<form action=y>", "<annotation-xml encoding='text/html'>", "$", "$$", "x"];
        var random = new Random(11);
        for (var i = 0; i < 1000; i++)
        {
            var html = Render(string.Concat(Enumerable.Range(0, random.Next(1, 9)).Select(_ => pieces[random.Next(pieces.Length)])));
            var dom = new AngleSharp.Html.Parser.HtmlParser().ParseDocument("<!DOCTYPE html><body>" + html);
            foreach (var element in dom.Body!.QuerySelectorAll("*"))
            {
                Assert.DoesNotContain(element.LocalName, (string[])["script", "style", "iframe", "svg", "form", "title", "noscript", "object", "embed", "link", "base", "meta"]);
                Assert.DoesNotContain(element.Attributes, attribute => attribute.Name.StartsWith("on", StringComparison.OrdinalIgnoreCase) || attribute.Value.Contains("javascript:", StringComparison.OrdinalIgnoreCase));
            }
        }
    }
}
