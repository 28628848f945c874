using System.Text.Json;
using AngleSharp.Html.Parser;

namespace Overhear.Tests;

/// <summary>Pages in a real browser: what is drawn, what is shown instead, and that hostile text does nothing.</summary>
[Trait("Category", "host")]
public class BrowserTests
{
    // Sums up the drawn page, and every script error and request on the way, for the test to read.
    const string Watch = """
        <script>
        window.seen = [];
        addEventListener('error', e => seen.push('error ' + e.message));
        addEventListener('unhandledrejection', e => seen.push('rejected ' + e.reason));
        window.alert = () => seen.push('alert');
        console.error = (...words) => seen.push('console ' + words.join(' '));
        </script>
        """;
    const string Report = """
        <script>
        setTimeout(() => {
          const of = selector => [...document.querySelectorAll(selector)];
          const report = document.createElement('script');
          report.type = 'application/json';
          report.id = 'report';
          const text = JSON.stringify({
            seen,
            requests: performance.getEntriesByType('resource').map(e => e.name),
            drawn: of('.overhear-plot').map(plot => ({
              width: plot._fullLayout ? plot._fullLayout.width : 0,
              height: plot._fullLayout ? plot._fullLayout.height : 0,
              colour: plot._fullLayout ? plot._fullLayout.font.color : '',
              traces: plot.data ? plot.data.filter(t => t.visible !== false).length : 0,
            })),
            stills: of('.overhear-still-place svg').filter(svg => svg.getBoundingClientRect().height > 0).map(svg => getComputedStyle(svg).fill),
            finite: of('.overhear-plot').every(plot => !plot.querySelector('[d*="NaN"], [transform*="NaN"], [x*="NaN"]')),
            texts: of('.overhear-plot text').map(t => t.textContent),
            links: of('.overhear-plot svg a').length,
            pickers: of('.overhear-controls select').map(s => [s.getAttribute('aria-label'), s.value, s.options.length].join()),
            picked: window.picked || null,
          });
          report.textContent = text.replace(/</g, '\\u003c');
          document.body.append(report);
        }, 8000);
        </script>
        """;

    [Fact]
    public async Task Every_kind_is_drawn_where_plotly_is()
    {
        RequireBrowser();
        var report = await ReportOf($"{PlotlyLoader.Html}{All(Samples.All)}", width: 900, dark: false);
        // Without WebGL the points in three dimensions stay a still picture.
        var stills = report.GetProperty("stills").GetArrayLength();
        Assert.InRange(stills, 0, 1);
        Assert.Equal(DrawnKinds - stills, Drawn(report).Count(plot => plot.GetProperty("traces").GetInt32() > 0));
        Assert.All(Drawn(report).Where(plot => plot.GetProperty("traces").GetInt32() > 0), plot => Assert.Equal("#24292f", plot.GetProperty("colour").GetString()));
        Assert.True(report.GetProperty("finite").GetBoolean());
        Assert.Equal(["head,2,3"], Texts(report, "pickers"));
        AssertQuiet(report);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_plotly_that_comes_late_draws_them_and_a_module_loader_does_not_catch_it(bool moduleLoader)
    {
        RequireBrowser();
        var modules = moduleLoader ? "<script>window.define = () => seen.push('defined'); define.amd = {}; window.exports = {}; window.module = { exports: {} };</script>" : "";
        var late = $"<template id='late'>{PlotlyLoader.Html}</template><script>setTimeout(() => {{ const s = document.createElement('script'); s.text = document.getElementById('late').content.querySelector('script').text; document.body.append(s); }}, 1500);</script>";
        var report = await ReportOf($"{modules}{All(Samples.All)}{late}", width: 900, dark: false);
        Assert.InRange(Drawn(report).Count(plot => plot.GetProperty("traces").GetInt32() > 0), DrawnKinds - 1, DrawnKinds);
        AssertQuiet(report);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Without_plotly_the_still_pictures_stand_there_in_the_colours_of_the_page(bool dark)
    {
        RequireBrowser();
        var report = await ReportOf(All(Samples.All), width: 900, dark);
        Assert.Equal(Enumerable.Repeat(dark ? "rgb(230, 232, 235)" : "rgb(36, 41, 47)", DrawnKinds), Texts(report, "stills"));
        Assert.All(Drawn(report), plot => Assert.Equal(0, plot.GetProperty("traces").GetInt32()));
        AssertQuiet(report);
    }

    [Fact]
    public async Task Dark_and_narrow_pages_get_dark_and_narrow_figures()
    {
        RequireBrowser();
        var report = await ReportOf($"{PlotlyLoader.Html}{All(Samples.All)}", width: 500, dark: true);
        Assert.All(Drawn(report).Where(plot => plot.GetProperty("traces").GetInt32() > 0), plot =>
        {
            Assert.Equal("#e6e8eb", plot.GetProperty("colour").GetString());
            Assert.InRange(plot.GetProperty("width").GetInt32(), 300, 500);
        });
        AssertQuiet(report);
    }

    [Fact]
    public async Task Hostile_text_is_drawn_letter_by_letter()
    {
        RequireBrowser();
        var report = await ReportOf($"{PlotlyLoader.Html}{All(Samples.Hostile)}", width: 900, dark: false);
        var texts = Texts(report, "texts");
        foreach (var literal in new[] { "<b>bold</b>", "<!--", "&lt;", "&amp;amp;", "%{x}", "$x^2$", "{{x}}" })
            Assert.Contains(literal, texts);
        Assert.Equal(0, report.GetProperty("links").GetInt32());
        AssertQuiet(report);
    }

    [Fact]
    public async Task The_picker_shows_another_head_from_the_data_in_the_page()
    {
        RequireBrowser();
        const string Pick = """
            <script>
            setTimeout(() => {
              const select = document.querySelector('.overhear-controls select');
              select.value = 1;
              select.dispatchEvent(new Event('change'));
              setTimeout(() => window.picked = document.querySelector('.overhear-plot').data.filter(t => t.visible).map(t => t.name).join(), 1000);
            }, 4000);
            </script>
            """;
        var report = await ReportOf($"{PlotlyLoader.Html}{Samples.Attention.ToHtml()}{Pick}", width: 900, dark: false);
        Assert.Equal("1.1", report.GetProperty("picked").GetString());
        AssertQuiet(report);
    }

    [Fact]
    public async Task A_dark_notebook_on_a_light_system_gets_dark_still_pictures()
    {
        RequireBrowser();
        var report = await ReportOf($"<style>body{{background:#111;color:#eee}}</style>{Samples.Lines.ToHtml()}", width: 900, dark: false);
        Assert.Equal(["rgb(230, 232, 235)"], Texts(report, "stills"));
        AssertQuiet(report);
    }

    [Fact]
    public async Task A_token_that_is_pointed_at_shows_where_it_looks()
    {
        RequireBrowser();
        const string Point = """
            <script>
            setTimeout(() => {
              const tokens = [...document.querySelectorAll('.overhear-look span')];
              tokens[2].dispatchEvent(new Event('mouseenter'));
              window.picked = [document.querySelector('.overhear-look').hidden, ...tokens.map(token => token.title.split(' ')[1])].join();
            }, 2000);
            </script>
            """;
        var report = await ReportOf($"{Samples.Attention.ToHtml()}{Point}", width: 900, dark: false);
        Assert.Equal("false,0.25,0.3333,0.4167,0,0,0,0,0", report.GetProperty("picked").GetString());
        AssertQuiet(report);
    }

    [Fact]
    public async Task A_saved_page_draws_itself_and_asks_for_nothing()
    {
        RequireBrowser();
        var report = await ReportOf("", width: 900, dark: false, page: FigurePage.Of(Samples.Lines));
        Assert.Equal(2, Assert.Single(Drawn(report)).GetProperty("traces").GetInt32());
        AssertQuiet(report);
    }

    static int DrawnKinds => Samples.All.Values.Count(FigureHtml.IsDrawn);

    static void RequireBrowser()
    {
        if (Chromium.Path is null)
            Assert.Skip("No Chromium or Chrome is on the PATH.");
    }

    static string All(IReadOnlyDictionary<string, Figure> figures) => string.Join("\n", figures.Values.Select(figure => figure.ToHtml()));

    static async Task<JsonElement> ReportOf(string body, int width, bool dark, string? page = null)
    {
        page = page is not null ? page.Replace("<main>", $"<main>{Watch}", StringComparison.Ordinal).Replace("</main>", $"</main>{Report}", StringComparison.Ordinal) : $"<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>Figures</title><style>:root{{color-scheme:light dark}}</style></head><body>{Watch}{body}{Report}</body></html>";
        var report = new HtmlParser().ParseDocument(await Chromium.Settled(page, width, dark)).GetElementById("report");
        return JsonDocument.Parse(report!.TextContent).RootElement;
    }

    static IEnumerable<JsonElement> Drawn(JsonElement report) => report.GetProperty("drawn").EnumerateArray();

    static IEnumerable<string> Texts(JsonElement report, string name) => report.GetProperty(name).EnumerateArray().Select(text => text.GetString()!);

    static void AssertQuiet(JsonElement report)
    {
        Assert.Empty(Texts(report, "seen"));
        Assert.Empty(Texts(report, "requests"));
    }
}
