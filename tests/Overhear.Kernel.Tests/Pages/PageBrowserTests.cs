using System.Text.Json.Nodes;
using Overhear.Tests;

namespace Overhear.Kernel.Tests;

/// <summary>A notebook with a figure of every kind, and one in which every text is hostile, as pages in a real browser.</summary>
[Collection(BrowserCollection.Name), Trait("Category", "host")]
public class PageBrowserTests(BrowserWindow browser)
{
    static readonly string[] tokens = ["<script>alert(1)</script>", "</div>", "</script>", "\"'><img src=x onerror=alert(1)>"];

    [Theory]
    [InlineData(FigureForm.Plotly)]
    [InlineData(FigureForm.Svg)]
    internal async Task A_page_with_every_kind_of_figure_works_without_a_network(FigureForm form)
    {
        var page = Written(form, Samples.All.Values.Select(Shown));
        Assert.Equal(form == FigureForm.Plotly, page.Contains("plotly.js v", StringComparison.Ordinal));
        await PageInBrowser.Holds(browser, page, figures: Samples.All.Count - 2);
    }

    [Theory]
    [InlineData(FigureForm.Plotly)]
    [InlineData(FigureForm.Svg)]
    internal async Task Hostile_tokens_are_text_wherever_they_stand(FigureForm form)
    {
        var pattern = Samples.CausalPattern(2, tokens.Length);
        double[] numbers = [1, 2, 3, 4];
        string[,] texts = { { tokens[0], tokens[1], tokens[2], tokens[3] } };
        Figure[] figures =
        [
            Figure.AttentionOfLayer(tokens[0], tokens, 0, pattern).Annotated(tokens[1], tokens[2], tokens),
            new HeatmapFigure(tokens[3], new LabelledMatrix(tokens[0], new[,] { { 1, 2, 3, 4.0 } }, [tokens[0]], tokens, tokens[1], tokens[2], tokens[3])) { HoverTexts = texts, CellTexts = texts },
            Figure.Bars(tokens[0], tokens, numbers, null, tokens[1], tokens[2], tokens[3], horizontal: true),
            Figure.Lines(tokens[0], [LineSeries.Of(tokens[1], numbers), LineSeries.Of(tokens[2], [2, 1, 4, 3])], tokens[3], tokens[0]) with { XLabels = tokens },
            Figure.Scatter(tokens[0], [new ScatterSeries(tokens[1], numbers, numbers, labels: tokens), new ScatterSeries(tokens[2], [2], [1], labels: [tokens[3]])], tokens[3], tokens[0], showLabels: true),
            Figure.Table(tokens[0], tokens, [tokens]),
            Figure.TokenStrip(tokens[0], tokens, numbers, tokens[1], tokens[2]),
        ];
        var html = Written(form, [.. figures.Select(Shown), Plain(string.Join('\n', tokens)), Printed(string.Join('\n', tokens)), Failed(tokens[3])]);
        await PageInBrowser.Holds(browser, html, figures: 5);

        await using var page = await browser.Open(html);
        await page.Settled();
        var shown = (await page.Value("document.body.innerText")).GetString()!;
        foreach (var token in tokens) Assert.True(shown.Split(token).Length > 6, $"{token} is shown {shown.Split(token).Length - 1} times.");
        Assert.Empty(await page.Texts("[...document.querySelectorAll('main img')].map(image => image.outerHTML)"));
        // Nothing of a token's was taken for an end: every figure still holds all its parts, within the page's own element.
        Assert.Equal(1, (await page.Value("document.body.querySelectorAll(':scope > main').length")).GetInt32());
        Assert.Equal(figures.Length, (await page.Value("document.querySelectorAll('main > .cell > .output > .html > .overhear-figure').length")).GetInt32());
        page.IsQuiet();
    }

    [Fact]
    public async Task A_barrier_would_be_found()
    {
        await using var page = await browser.Open(Written(FigureForm.Svg, [Output(("text/html", "<p style=\"color:#ccc;background:#fff\">too pale</p><button></button>"))]));
        Assert.Equal(["critical button-name", "serious color-contrast"], (await page.Barriers()).Select(barrier => barrier.Split(':')[0]).Order());
    }

    [Fact]
    public async Task Figures_of_others_that_need_plotly_bring_it_to_any_page()
    {
        const string chart = "<div id='chart'></div><script>Plotly.newPlot('chart', [{ y: [1, 3, 2] }], {});</script>";
        var data = new JsonObject { ["data"] = new JsonArray(new JsonObject { ["y"] = new JsonArray(1, 3, 2) }) };
        await using var page = await browser.Open(Written(FigureForm.Svg, [Output(("text/html", chart)), Output(("application/vnd.plotly.v1+json", data), ("text/plain", "a chart")), Shown(Samples.Lines)]));
        await page.Until("document.querySelectorAll('.js-plotly-plot .scatterlayer .js-line').length === 2");
        // The library's own stays the still picture that was asked for.
        Assert.Equal("svg", Assert.Single(FigureReport.All(await page.Value("probe.reports()"))).Form);
        page.IsQuiet();
    }

    static string Written(FigureForm form, IEnumerable<JsonObject> outputs)
    {
        JsonArray cells = [new JsonObject { ["cell_type"] = "markdown", ["metadata"] = new JsonObject(), ["source"] = "# Figures\n\n" + string.Join("\n\n", tokens.Select(token => $"`{token}`")) }];
        foreach (var output in outputs)
            cells.Add(new JsonObject { ["cell_type"] = "code", ["execution_count"] = cells.Count, ["metadata"] = new JsonObject(), ["source"] = $"// {string.Join(' ', tokens)}\nfigure", ["outputs"] = new JsonArray(output) });
        return Page.Of(TestNotebook.Whole(cells), "figures", "csharp", Path.GetTempPath(), form);
    }

    // As the extension shows a figure.
    static JsonObject Shown(Figure figure) => Output(
        ("text/html", figure.ToHtml()), ("text/plain", figure.ToText()), ("image/svg+xml", figure.ToSvg()), ("application/vnd.plotly.v1+json", JsonNode.Parse(figure.ToPlotlyJson())!));

    static JsonObject Plain(string text) => Output(("text/plain", text));

    static JsonObject Printed(string text) => new() { ["output_type"] = "stream", ["name"] = "stdout", ["text"] = text };

    static JsonObject Failed(string text) => new() { ["output_type"] = "error", ["ename"] = text, ["evalue"] = text, ["traceback"] = new JsonArray(tokens.Select(token => (JsonNode)token).ToArray()) };

    static JsonObject Output(params (string Mime, JsonNode Value)[] forms) =>
        new() { ["output_type"] = "display_data", ["metadata"] = new JsonObject(), ["data"] = new JsonObject(forms.Select(form => KeyValuePair.Create(form.Mime, (JsonNode?)form.Value))) };
}
