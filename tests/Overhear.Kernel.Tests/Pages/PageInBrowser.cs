using System.Text.Json;
using Overhear.Tests;

namespace Overhear.Kernel.Tests;

/// <summary>What every exported page has to be, in a browser without a network.</summary>
static class PageInBrowser
{
    /// <summary>Opens a page and holds all of it.</summary>
    /// <param name="browser">The browser.</param>
    /// <param name="html">The page.</param>
    /// <param name="figures">How many figures with numbers it has at least.</param>
    public static async Task Holds(BrowserWindow browser, string html, int figures)
    {
        await using (var page = await browser.Open(html))
        {
            await page.Settled();
            var reports = await Reports(page);
            Assert.True(reports.Count >= figures, $"The page shows {reports.Count} figures, and {figures} were expected.");
            Assert.All(reports, report => IsDrawn(report, html));
            await PickersWork(page);
            await HintsCome(page, reports);
            await HasNoBarriers(page);
            await page.Darken(true);
            await page.Until("probe.reports().every(report => ['#e6e8eb', 'rgb(230, 232, 235)'].includes(report.colour))");
            await HasNoBarriers(page);
            foreach (var width in new[] { 1600, 400 })
            {
                await page.Resize(width);
                await StaysWithin(page, width);
            }
            page.IsQuiet();
        }
        await using var still = await browser.Open(html, width: 400, script: false);
        Assert.All(await Reports(still), report => Assert.Equal("svg", report.Form));
        await StaysWithin(still, 400);
        still.IsQuiet();
    }

    static async Task HasNoBarriers(OpenPage page)
    {
        var barriers = await page.Barriers();
        // Whole, since xUnit cuts what a collection holds, and the element is what one looks for.
        Assert.True(barriers.Count == 0, string.Join('\n', barriers));
    }

    static void IsDrawn(FigureReport report, string html)
    {
        var withPlotly = html.Contains("plotly.js v", StringComparison.Ordinal);
        Assert.True(report is { IsFinite: true, IsConstant: false, Broken: 0, ShowsBoth: false } && report.Marks > 0 && report.Height > 80, report.ToString());
        Assert.True(report.Form == (withPlotly ? "plotly" : "svg") || report.IsSpatial, report.ToString());
    }

    static async Task PickersWork(OpenPage page)
    {
        foreach (var picker in (await page.Value("probe.pickers()")).EnumerateArray())
        {
            var (index, value, choices) = (picker.GetProperty("index").GetInt32(), picker.GetProperty("value").GetInt32(), picker.GetProperty("choices").GetInt32());
            Assert.True(choices > 1, "A picker has nothing to choose from.");
            var before = (await page.Value($"probe.picture({index})")).GetString();
            await page.Value($"probe.pick({index}, {(value + 1) % choices})");
            await page.Until($"probe.picture({index}) !== {JsonSerializer.Serialize(before)}");
        }
    }

    static async Task HintsCome(OpenPage page, IReadOnlyList<FigureReport> reports)
    {
        foreach (var (index, report) in reports.Index())
        {
            // plotly.js finds points in three dimensions by reading pixels back; where that is slow it says nothing in time.
            if (await page.Value($"probe.place({index})") is not { ValueKind: JsonValueKind.Array } place) continue;
            await page.Point(place[0].GetDouble(), place[1].GetDouble());
            await page.Until($"/\\d/.test(probe.said({index}))");
            if (report.Form == "svg") Assert.NotEqual("", (await page.Value($"probe.classAt({place[0]}, {place[1]})")).GetString());
        }
    }

    static async Task StaysWithin(OpenPage page, int width)
    {
        // Figures that are drawn by a script follow the window a moment later.
        await page.Until($"document.documentElement.scrollWidth <= {width}");
        // What is too wide for the page scrolls in a place of its own.
        Assert.Empty(await page.Texts("""
            [...document.querySelectorAll('main *')].filter(element => {
              if (!element.getClientRects().length || element.getBoundingClientRect().right <= innerWidth + 1) return false;
              for (let parent = element.parentElement; parent; parent = parent.parentElement) if (getComputedStyle(parent).overflowX !== 'visible') return false;
              return true;
            }).slice(0, 5).map(element => element.outerHTML.slice(0, 120))
            """));
        Assert.All(await Reports(page), report => Assert.True(report.Marks > 0 && report.Height > 80, report.ToString()));
    }

    static async Task<IReadOnlyList<FigureReport>> Reports(OpenPage page) => FigureReport.All(await page.Value("probe.reports()"));
}
