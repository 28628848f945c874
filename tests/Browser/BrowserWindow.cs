using PuppeteerSharp;

namespace Overhear.Tests;

/// <summary>A browser without a window and without a network, started once for the tests that open pages in it.</summary>
public sealed class BrowserWindow : IAsyncLifetime
{
    readonly string folder = Directory.CreateTempSubdirectory("overhear-browser-").FullName;
    IBrowser? browser;
    int pages;

    /// <summary>Starts it, where the machine has one.</summary>
    public async ValueTask InitializeAsync()
    {
        if (Chromium.Path is null) return;
        browser = await Puppeteer.LaunchAsync(new LaunchOptions
        {
            ExecutablePath = Chromium.Path,
            UserDataDir = Path.Combine(folder, "profile"),
            Timeout = 120_000,
            // No name leads anywhere, whatever a page asks for. WebGL without a graphics card is drawn by the processor.
            Args =
            [
                "--no-sandbox", "--disable-dev-shm-usage", "--host-resolver-rules=\"MAP * ~NOTFOUND\"", "--disable-background-networking", "--disable-component-update", "--disable-sync",
                "--no-first-run", "--disable-quic", "--enable-unsafe-swiftshader", "--hide-scrollbars",
            ],
        });
    }

    /// <summary>Opens a page.</summary>
    /// <param name="html">The page.</param>
    /// <param name="width">The window's width in CSS pixels.</param>
    /// <param name="dark">Whether the reader asked for dark pages.</param>
    /// <param name="script">Whether the page may run scripts.</param>
    public async Task<OpenPage> Open(string html, int width = 900, bool dark = false, bool script = true)
    {
        if (browser is null) Assert.Skip("No Chromium or Chrome is on the PATH.");
        var file = Path.Combine(folder, $"page-{Interlocked.Increment(ref pages)}.html");
        await File.WriteAllTextAsync(file, html, TestContext.Current.CancellationToken);
        return await OpenPage.In(browser, new Uri(file).AbsoluteUri, width, dark, script);
    }

    /// <summary>Ends it.</summary>
    public async ValueTask DisposeAsync()
    {
        if (browser is not null) await browser.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }
}
