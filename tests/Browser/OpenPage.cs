using System.Text.Json;
using Deque.AxeCore.Commons;
using PuppeteerSharp;
using PuppeteerSharp.Media;

namespace Overhear.Tests;

/// <summary>A page in the browser, and everything that it asked for or complained of.</summary>
public sealed class OpenPage : IAsyncDisposable
{
    static readonly string axe = new BundledAxeScriptProvider().GetScript();
    static readonly string probe = ReadProbe();

    readonly IPage page;
    readonly List<string> requests = [], faults = [];

    OpenPage(IPage page) => this.page = page;

    /// <summary>What was asked for besides the page itself and data that it carries.</summary>
    public IReadOnlyList<string> Requests { get { lock (requests) return [.. requests]; } }

    /// <summary>Script errors, refusals, messages of the console that are errors, and dialogs.</summary>
    public IReadOnlyList<string> Faults { get { lock (faults) return [.. faults]; } }

    internal static async Task<OpenPage> In(IBrowser browser, string address, int width, bool dark, bool script)
    {
        var page = await browser.NewPageAsync();
        var open = new OpenPage(page);
        page.Request += (_, e) => { if (e.Request.Url != address && !e.Request.Url.StartsWith("data:", StringComparison.Ordinal) && !e.Request.Url.StartsWith("blob:", StringComparison.Ordinal)) open.Note(open.requests, e.Request.Url); };
        page.PageError += (_, e) => open.Note(open.faults, $"error: {e.Message}");
        page.Console += (_, e) => { if (e.Message.Type == ConsoleType.Error) open.Note(open.faults, $"console: {e.Message.Text}"); };
        page.Dialog += async (_, e) =>
        {
            open.Note(open.faults, $"dialog: {e.Dialog.Message}");
            await e.Dialog.Dismiss();
        };
        await page.SetOfflineModeAsync(true);
        await page.SetJavaScriptEnabledAsync(script);
        await open.Resize(width);
        await open.Darken(dark);
        await page.GoToAsync(address, new NavigationOptions { WaitUntil = [WaitUntilNavigation.Load], Timeout = 180_000 });
        await page.EvaluateExpressionAsync(probe);
        return open;
    }

    /// <summary>The value of an expression in the page. Works where the page itself may run no script too.</summary>
    public async Task<JsonElement> Value(string expression) =>
        JsonDocument.Parse(await page.EvaluateExpressionAsync<string>($"JSON.stringify({expression}) ?? 'null'")).RootElement;

    /// <summary>The texts that an expression gives.</summary>
    public async Task<IReadOnlyList<string>> Texts(string expression) => [.. (await Value(expression)).EnumerateArray().Select(text => text.ToString())];

    /// <summary>Waits until every figure that plotly.js draws has been drawn.</summary>
    public Task Settled() => Until("probe.settled()");

    /// <summary>Waits until an expression holds.</summary>
    public async Task Until(string expression)
    {
        for (var i = 0; i < 1200; i++)
        {
            if ((await Value($"!!({expression})")).GetBoolean()) return;
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
        Assert.Fail($"This did not come true in a minute: {expression}");
    }

    /// <summary>Makes the window as wide as this, in CSS pixels.</summary>
    public Task Resize(int width) => page.SetViewportAsync(new ViewPortOptions { Width = width, Height = 900 });

    /// <summary>Asks for dark pages, or for light ones.</summary>
    public Task Darken(bool dark) => page.EmulateMediaFeaturesAsync([new MediaFeatureValue { MediaFeature = MediaFeature.PrefersColorScheme, Value = dark ? "dark" : "light" }]);

    /// <summary>Moves the pointer to a place in the window.</summary>
    public async Task Point(double x, double y)
    {
        // From a little beside it: a pointer that does not move says nothing.
        await page.Mouse.MoveAsync((decimal)x + 2, (decimal)y + 1);
        await page.Mouse.MoveAsync((decimal)x, (decimal)y);
    }

    /// <summary>Presses a key, with the focus where an expression's element is.</summary>
    public async Task Press(string element, string key)
    {
        await Value($"(({element}).focus(), 1)");
        await page.Keyboard.PressAsync(key);
    }

    /// <summary>Clicks at a place in the window.</summary>
    public Task Click(double x, double y) => page.Mouse.ClickAsync((decimal)x, (decimal)y);

    /// <summary>What axe-core finds that keeps people out: its serious and critical findings, each with the elements that it means.</summary>
    public async Task<IReadOnlyList<string>> Barriers()
    {
        await page.EvaluateExpressionAsync(axe);
        var found = await page.EvaluateExpressionAsync<string>("""
            axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => JSON.stringify(violations.filter(found => ['serious', 'critical'].includes(found.impact))
              .map(found => `${found.impact} ${found.id}: ${found.help}: ${found.nodes.slice(0, 5).map(node => node.target.join(' ') + ' ' + node.html.slice(0, 200) + ' ' + (node.any[0] || {}).message).join(' | ')}`)))
            """);
        return JsonSerializer.Deserialize<string[]>(found)!;
    }

    /// <summary>Holds that it asked for nothing and complained of nothing.</summary>
    public void IsQuiet()
    {
        Assert.Empty(Requests);
        Assert.Empty(Faults);
    }

    /// <summary>Closes it.</summary>
    public async ValueTask DisposeAsync() => await page.DisposeAsync();

    static string ReadProbe()
    {
        using var reader = new StreamReader(typeof(OpenPage).Assembly.GetManifestResourceStream("probe.js")!);
        return reader.ReadToEnd();
    }

    void Note(List<string> list, string text)
    {
        lock (list) list.Add(text);
    }
}
