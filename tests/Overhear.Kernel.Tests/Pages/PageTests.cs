using System.Text.Json.Nodes;

namespace Overhear.Kernel.Tests;

[Trait("Category", "fast")]
public class PageTests
{
    static JsonObject Code(string source, params JsonObject[] outputs) => new() { ["cell_type"] = "code", ["execution_count"] = 1, ["metadata"] = new JsonObject(), ["source"] = source, ["outputs"] = new JsonArray([.. outputs]) };

    static JsonObject Text(string source) => new() { ["cell_type"] = "markdown", ["metadata"] = new JsonObject(), ["source"] = source };

    static JsonObject Shown(params (string Mime, JsonNode Value)[] forms) => new() { ["output_type"] = "display_data", ["metadata"] = new JsonObject(), ["data"] = new JsonObject(forms.Select(form => KeyValuePair.Create(form.Mime, (JsonNode?)form.Value))) };

    static JsonObject Stream(string name, string text) => new() { ["output_type"] = "stream", ["name"] = name, ["text"] = text };

    static string Render(params JsonObject[] cells) => Page.Of(TestNotebook.Whole([.. cells]), "name", "csharp", Path.GetTempPath());

    [Fact]
    public void The_title_is_the_heading_or_the_name()
    {
        Assert.Contains("<title>The &lt;tour&gt;</title>", Render(Text("# The \\<tour\\>")));
        var page = Render(Text("none"));
        Assert.Contains("<title>name</title>", page);
        Assert.Contains("<h1>name</h1>", page);
    }

    [Fact]
    public void Nothing_is_asked_for_from_outside()
    {
        var page = Render(Code("1", Shown(("text/html", "<link rel=\"stylesheet\" href=\"https://example.org/a.css\"><script src=\"https://example.org/a.js\"></script><base href=\"https://example.org\"><b>kept</b>"))));
        Assert.Contains("<b>kept</b>", page);
        Assert.DoesNotContain("example.org", page);
        Assert.Contains("Content-Security-Policy", page);
        Assert.Contains("default-src 'none'", page);
    }

    [Fact]
    public void Of_a_value_s_forms_the_best_is_shown()
    {
        Assert.Contains("<div class=\"html\"><i>h</i></div>", Render(Code("1", Shown(("text/plain", "p"), ("text/html", "<i>h</i>"), ("image/png", "AAAA")))));
        Assert.Contains("src=\"data:image/svg+xml;base64,", Render(Code("1", Shown(("text/plain", "p"), ("image/png", "AAAA"), ("image/svg+xml", "<svg/>")))));
        Assert.Contains("src=\"data:image/png;base64,AAAA\" alt=\"p\"", Render(Code("1", Shown(("text/plain", "p"), ("image/png", "AAAA\n")))));
        Assert.Contains("<pre class=\"plain\" tabindex=\"0\">a &lt; b</pre>", Render(Code("1", Shown(("text/plain", "a < b")))));
    }

    [Fact]
    public void Streams_and_errors_are_text_without_colours()
    {
        var page = Render(Code("1", Stream("stdout", "\u001b[31mred\u001b[0m <b>\n"), Stream("stderr", "w"), new JsonObject { ["output_type"] = "error", ["ename"] = "E", ["evalue"] = "<v>", ["traceback"] = new JsonArray("\u001b[1mE: <v>\u001b[0m", "  at x") }));
        Assert.Contains("<pre class=\"stream\" tabindex=\"0\">red &lt;b&gt;</pre>", page);
        Assert.Contains("<pre class=\"stream stderr\" tabindex=\"0\">w</pre>", page);
        Assert.Contains("E: &lt;v&gt;\n  at x</pre>", page);
    }

    [Fact]
    public void An_output_that_leaves_something_open_ends_where_it_ends()
    {
        var page = Render(Code("1", Shown(("text/html", "<div><b>open</section></main>"))), Text("after"));
        Assert.Contains("<div class=\"html\"><div><b>open</b></div></div></div>\n</section>", page);
    }

    [Fact]
    public void The_host_s_style_is_left_to_the_page() => Assert.DoesNotContain("dni-plaintext.x", Render(Code("1", Shown(("text/html", "<div class=\"dni-plaintext\"><pre>2</pre></div><style>.dni-plaintext.x{}</style>")))));

    [Fact]
    public void Plotly_js_is_there_once_if_a_figure_asks_for_it_and_else_not()
    {
        const string licence = "plotly.js v";
        var figure = Shown(("text/html", "<div class=\"overhear-figure\"><svg></svg><script>if (window.Plotly) {}</script></div>"));
        Assert.DoesNotContain(licence, Render(Code("1", Shown(("text/html", "<b>x</b>")))));
        var page = Render(Code("1", figure), Code("2", (JsonObject)figure.DeepClone()));
        Assert.Equal(2, page.Split(licence).Length);
        Assert.True(page.IndexOf(licence, StringComparison.Ordinal) < page.IndexOf("\"overhear-figure\"", StringComparison.Ordinal));
        Assert.Contains("<script>if (window.Plotly) {}</script>", page);
    }

    [Fact]
    public void A_figure_that_came_as_data_has_a_still_form_and_inert_data()
    {
        var data = new JsonObject { ["data"] = new JsonArray(new JsonObject { ["name"] = "</script><b>" }) };
        var page = Render(Code("1", Shown(("application/vnd.plotly.v1+json", data), ("text/plain", "a heatmap"))));
        Assert.Contains("<div class=\"still\"><pre class=\"plain\" tabindex=\"0\">a heatmap</pre></div>", page);
        Assert.DoesNotContain("</script><b>", page);
        Assert.Contains("[data-plotly]", page);
    }

    [Fact]
    public void Code_has_the_colours_of_its_language()
    {
        var fsharp = Code("let x = 1");
        fsharp["metadata"]!["polyglot_notebook"] = new JsonObject { ["kernelName"] = "fsharp" };
        var page = Render(Code("var a = \"<b>\"; // note"), fsharp, Code("#!fsharp\nlet y = 2\n#!share --from csharp a"));
        Assert.Contains("<span class=\"keyword\">var</span> a = <span class=\"string\">&quot;&lt;b&gt;&quot;</span>; <span class=\"comment\">// note</span></code>", page);
        Assert.Contains("<span class=\"language\">F# <span class=\"count\">[1]</span>", page);
        Assert.Contains("<span class=\"magic\">#!fsharp</span>\n<span class=\"keyword\">let</span> y = 2\n<span class=\"magic\">#!share --from csharp a</span></code>", page);
    }

    [Fact]
    public void Empty_lines_of_code_stay() => Assert.Equal("a\n\n\nb", CodeHtml.Render("a\n\n\nb\n\n", "http"));

    [Fact]
    public void Colours_change_no_character_of_the_code()
    {
        const string code = "#r \"nuget: Overhear, 0.1.0\"\n\nusing Overhear;\n\nvar x = $\"a{1:0.0}\";\n\n\n// end <b> & 'x'\nvar y = @\"a\"\"b\";\nvar z = \"\"\"raw\"\"\";";
        foreach (var kernel in (string[])["csharp", "fsharp", "pwsh", "html", "other"])
        {
            var html = "<pre>\n" + CodeHtml.Render(code, kernel) + "</pre>";
            Assert.Equal(code, new AngleSharp.Html.Parser.HtmlParser().ParseDocument(html).Body!.TextContent);
        }
    }
}
