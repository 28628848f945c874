using System.Text.Json;
using System.Text.RegularExpressions;

namespace Overhear.Tests;

/// <summary>Figures in a real browser: what is drawn, what is shown instead, what they say, and that hostile text does nothing.</summary>
[Collection(BrowserCollection.Name), Trait("Category", "host")]
public class BrowserTests(BrowserWindow browser)
{
    const string Light = "rgb(36, 41, 47)", Dark = "rgb(230, 232, 235)";

    [Fact]
    public async Task Every_kind_is_drawn_where_plotly_is_and_follows_the_page()
    {
        await using var page = await browser.Open(Page($"<div id='loader'>{PlotlyLoader.Html}</div>{All(Samples.All)}"));
        await page.Settled();
        var reports = await Reports(page);
        Assert.Equal(DrawnKinds, reports.Count);
        Assert.All(reports.Where(report => !report.IsSpatial), report => Assert.Equal("plotly", report.Form));
        Assert.All(reports, report =>
        {
            IsDrawn(report);
            Assert.Equal(report.Form == "plotly" ? "#24292f" : Light, report.Colour);
        });
        Assert.Equal(["head,2,3"], await Pickers(page));
        await SaysItsNumbers(page, reports, drawn: true);
        await ShowsAnotherHead(page, reports);

        // What was drawn stays when the output that loaded plotly.js is cleared.
        await page.Value("document.getElementById('loader').remove()");
        await page.Darken(true);
        await page.Resize(500);
        await page.Until("probe.reports().filter(report => report.form === 'plotly').every(report => report.colour === '#e6e8eb' && report.width <= 500)");
        Assert.All(await Reports(page), report => Assert.True(report.Form == "svg" || report.Width >= 300, report.ToString()));
        page.IsQuiet();
    }

    [Fact]
    public async Task Without_plotly_the_still_pictures_say_their_numbers_and_follow_the_page()
    {
        await using var page = await browser.Open(Page(All(Samples.All)));
        var reports = await Reports(page);
        Assert.Equal(DrawnKinds, reports.Count);
        Assert.All(reports, report =>
        {
            Assert.Equal(("svg", Light), (report.Form, report.Colour));
            IsDrawn(report);
        });
        await SaysItsNumbers(page, reports, drawn: false);

        const string Picture = "probe.figures()[0].querySelector('.overhear-still-place')";
        foreach (var (key, value) in new[] { ("ArrowDown", "0.5"), ("ArrowRight", "−1.25"), ("ArrowDown", "2.718"), ("ArrowRight", "2.718"), ("ArrowLeft", "1.234e−5") })
        {
            await page.Press(Picture, key);
            Assert.EndsWith($"change of logit difference: {value} logits", await Said(page, 0), StringComparison.Ordinal);
        }
        await page.Press(Picture, "Escape");
        Assert.Equal("", await Said(page, 0));

        await ShowsAnotherHead(page, reports);
        var attention = Index(reports, Samples.Attention);
        // Back at the first head the script has drawn the very cells that the picture came with.
        Assert.Equal(Cells(Samples.Attention.ToHtml()), Cells((await page.Value($"probe.figures()[{attention}].querySelector('svg').outerHTML")).GetString()!));
        var small = await page.Value($$"""
            (() => { const figure = probe.figures()[{{attention}}], svg = figure.querySelector('svg'); svg.scrollIntoView({ block: 'end', behavior: 'instant' });
              const [x, y, side] = JSON.parse(figure.querySelector('script.overhear-data').textContent).still.small;
              const at = new DOMPoint(x + side / 2, y + side / 2).matrixTransform(svg.getScreenCTM()); return [at.x, at.y]; })()
            """);
        await page.Click(small[0].GetDouble(), small[1].GetDouble());
        Assert.Equal("head 1.0", (await page.Value("document.querySelector('.overhear-head').textContent.trim()")).GetString());
        Assert.Equal(["head,0,3"], await Pickers(page));

        await page.Darken(true);
        await page.Until($"probe.reports().every(report => report.colour === '{Dark}')");
        page.IsQuiet();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_plotly_that_comes_late_draws_them_and_a_module_loader_does_not_catch_it(bool moduleLoader)
    {
        var modules = moduleLoader ? "<script>window.define = () => console.error('defined'); define.amd = {}; window.exports = {}; window.module = { exports: {} };</script>" : "";
        await using var page = await browser.Open(Page($"{modules}{Samples.Lines.ToHtml()}{Samples.Attention.ToHtml()}<template id='late'>{PlotlyLoader.Html}</template>"));
        Assert.All(await Reports(page), report => Assert.Equal("svg", report.Form));
        await page.Value("probe.pick(1, 0)");
        await page.Value("(() => { const s = document.createElement('script'); s.text = document.getElementById('late').content.querySelector('script').text; document.body.append(s); })()");
        await page.Until("window.Plotly");
        await page.Settled();
        Assert.All(await Reports(page), report => Assert.Equal("plotly", report.Form));
        // What was chosen before stays chosen.
        Assert.Equal(["1.0"], await page.Texts("probe.figures()[1].querySelector('.overhear-plot').data.filter(trace => trace.visible).map(trace => trace.name)"));
        Assert.Equal(["head,0,3"], await Pickers(page));
        page.IsQuiet();
    }

    [Fact]
    public async Task Hostile_text_is_drawn_letter_by_letter()
    {
        await using var page = await browser.Open(Page($"{PlotlyLoader.Html}{All(Samples.Hostile)}"));
        await page.Settled();
        var texts = await page.Texts("[...document.querySelectorAll('.overhear-plot text')].map(t => t.textContent)");
        foreach (var literal in new[] { "<b>bold</b>", "<!--", "&lt;", "&amp;amp;", "%{x}", "$x^2$", "{{x}}" })
            Assert.Contains(literal, texts);
        Assert.Equal(0, (await page.Value("document.querySelectorAll('.overhear-plot svg a, .overhear-figure img').length")).GetInt32());
        page.IsQuiet();
    }

    [Fact]
    public async Task Hostile_text_that_is_pointed_at_is_said_letter_by_letter()
    {
        await using var page = await browser.Open(Page(Figure.Bars("t", Samples.HostileTokens, Samples.HostileTokens.Select(_ => 1.0)).ToHtml()));
        foreach (var token in Samples.HostileTokens)
        {
            await page.Press("probe.figures()[0].querySelector('.overhear-still-place')", "ArrowRight");
            Assert.Equal($"{VisibleText.OfLabel(token)}value: 1", (await Said(page, 0)).Replace("\n", "", StringComparison.Ordinal));
        }
        Assert.Equal(0, (await page.Value("document.querySelectorAll('.overhear-hint *, .overhear-figure img').length")).GetInt32());
        page.IsQuiet();
    }

    [Fact]
    public async Task A_dark_notebook_on_a_light_system_gets_dark_still_pictures()
    {
        await using var page = await browser.Open(Page($"<style>body{{background:#111;color:#eee}}</style>{Samples.Lines.ToHtml()}"));
        Assert.Equal(Dark, Assert.Single(await Reports(page)).Colour);
        page.IsQuiet();
    }

    [Fact]
    public async Task A_token_that_is_pointed_at_shows_where_it_looks()
    {
        await using var page = await browser.Open(Page(Samples.Attention.ToHtml()));
        await page.Value("document.querySelectorAll('.overhear-look span')[2].dispatchEvent(new Event('mouseenter'))");
        Assert.False((await page.Value("document.querySelector('.overhear-look').hidden")).GetBoolean());
        Assert.Equal(["0.25", "0.3333", "0.4167", "0", "0", "0", "0", "0"], await page.Texts("[...document.querySelectorAll('.overhear-look span')].map(token => token.title.split(' ')[1])"));
        page.IsQuiet();
    }

    [Fact]
    public async Task Without_any_script_the_still_pictures_stand_there()
    {
        await using var page = await browser.Open(Page(All(Samples.All)), script: false);
        Assert.All(await Reports(page), report => Assert.Equal("svg", report.Form));
        Assert.Empty(await Pickers(page));
        page.IsQuiet();
    }

    [Fact]
    public async Task A_saved_page_draws_itself_and_asks_for_nothing()
    {
        await using var page = await browser.Open(FigurePage.Of(Samples.Lines));
        await page.Settled();
        Assert.Equal(("plotly", 2), (Assert.Single(await Reports(page)).Form, Assert.Single(await Reports(page)).Traces));
        Assert.Empty(await page.Barriers());
        page.IsQuiet();
    }

    // Each figure's largest number, pointed at with the pointer.
    static async Task SaysItsNumbers(OpenPage page, IReadOnlyList<FigureReport> reports, bool drawn)
    {
        var said = new Dictionary<string, string>();
        foreach (var (index, report) in reports.Index())
        {
            if (await page.Value($"probe.place({index})") is not { ValueKind: JsonValueKind.Array } place) continue;
            await page.Point(place[0].GetDouble(), place[1].GetDouble());
            await page.Until($"probe.said({index})");
            said[report.Title] = await Said(page, index);
            if (report.Form == "svg") Assert.NotEqual("", (await page.Value($"probe.classAt({place[0]}, {place[1]})")).GetString());
        }
        // plotly.js puts lines into elements of their own.
        string Words(params string[] lines) => string.Join(drawn ? "" : "\n", lines);
        Assert.Equal(Words("layer: 1", "head: 1", "change of logit difference: 2.718 logits"), said[Samples.Heatmap.Title]);
        Assert.Contains(Words("4. Mary", "probability: 0.95"), said[Samples.HeatmapWithTexts.Title], StringComparison.Ordinal);
        Assert.Equal(Words("Mary − John", "layer: 3", "logit difference: 3.25 logits"), said[Samples.Lines.Title]);
        Assert.Equal(Words("head 1.3", "contribution: 1.5 ± 0.2 logits"), said[Samples.Bars.Title]);
        Assert.Equal(Words("0", "singular value: 9.5 ± 0.5"), said[Samples.StandingBars.Title]);
        Assert.Equal(Words("facts", "checkpoint: step 4000", "accuracy: 0.9"), said[Samples.Bands.Title]);
        Assert.Equal(Words("0.0", "layer 0", "previous token score: 0.1", "induction score: 0.2"), said[Samples.Scatter.Title]);
        Assert.Equal(Words("head 1.2", "query: <|endoftext|>", "key: <|endoftext|>", "attention: 1"), said[Samples.Attention.Title]);
        if (!drawn) Assert.Equal(Words("·Mary", "names", "component 0: 1", "component 1: 0.5", "component 2: 3"), said[Samples.Spatial.Title]);
    }

    static async Task ShowsAnotherHead(OpenPage page, IReadOnlyList<FigureReport> reports)
    {
        var index = Index(reports, Samples.Attention);
        var before = (await page.Value($"probe.picture({index})")).GetString();
        await page.Value($"probe.pick({index}, 1)");
        await page.Until($"probe.picture({index}) !== {JsonSerializer.Serialize(before)}");
        Assert.Contains("1.1", (await page.Value($"probe.picture({index})")).GetString(), StringComparison.Ordinal);
        await page.Value($"probe.pick({index}, 2)");
        await page.Until($"probe.picture({index}).slice(0, 9) === {JsonSerializer.Serialize(before![..9])}");
    }

    static int DrawnKinds => Samples.All.Values.Count(FigureHtml.IsDrawn);

    static int Index(IReadOnlyList<FigureReport> reports, Figure figure) => reports.Index().First(report => report.Item.Title == figure.Title).Index;

    static string All(IReadOnlyDictionary<string, Figure> figures) => string.Join("\n", figures.Values.Select(figure => figure.ToHtml()));

    static string Page(string body) => $"<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Figures</title><style>:root{{color-scheme:light dark}}</style></head><body>{body}</body></html>";

    // The cells of the large pattern by their colours.
    static IReadOnlyList<string> Cells(string html) => [.. Regex.Matches(Regex.Match(html, "<g class=\"overhear-cells\">(.*?)</g>", RegexOptions.Singleline).Groups[1].Value, "class=\"of-(q\\d+)\"[^>]*d=\"([^\"]*)\"")
        .Select(match => $"{match.Groups[1].Value} {match.Groups[2].Value}").Order(StringComparer.Ordinal)];

    static async Task<string> Said(OpenPage page, int index) => (await page.Value($"probe.said({index})")).GetString()!;

    static async Task<IReadOnlyList<FigureReport>> Reports(OpenPage page) => FigureReport.All(await page.Value("probe.reports()"));

    static async Task<IEnumerable<string>> Pickers(OpenPage page) => await page.Texts("probe.pickers().map(({ name, value, choices }) => [name, value, choices].join())");

    static void IsDrawn(FigureReport report)
    {
        Assert.True(report is { IsFinite: true, IsConstant: false, Broken: 0, ShowsBoth: false }, report.ToString());
        Assert.InRange(report.Marks, 1, int.MaxValue);
        Assert.InRange(report.Height, 100, 2000);
    }
}
