using System.Diagnostics;

namespace Overhear.Tests;

/// <summary>A browser without a window and without a network, where the machine has one.</summary>
static class Chromium
{
    static readonly string[] names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

    /// <summary>The browser's file; null where there is none.</summary>
    public static string? Path { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(System.IO.Path.PathSeparator)
        .SelectMany(folder => names.Select(name => System.IO.Path.Combine(folder, name))).FirstOrDefault(File.Exists);

    /// <summary>Opens a page and gives back its elements once they have settled.</summary>
    /// <param name="html">The page.</param>
    /// <param name="width">The window's width in CSS pixels.</param>
    /// <param name="dark">Whether the reader asked for dark pages.</param>
    public static async Task<string> Settled(string html, int width, bool dark)
    {
        var folder = Directory.CreateTempSubdirectory("overhear-page-");
        try
        {
            var page = System.IO.Path.Combine(folder.FullName, "page.html");
            await File.WriteAllTextAsync(page, html, TestContext.Current.CancellationToken);
            var start = new ProcessStartInfo(Path!,
            [
                "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
                "--host-resolver-rules=MAP * ~NOTFOUND", $"--user-data-dir={folder.FullName}/profile", $"--blink-settings=preferredColorScheme={(dark ? 0 : 1)}",
                $"--window-size={width},2000", "--virtual-time-budget=15000", "--dump-dom", new Uri(page).AbsoluteUri,
            ])
            { RedirectStandardOutput = true, RedirectStandardError = true };
            using var browser = Process.Start(start)!;
            var errors = browser.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            var output = browser.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
            limit.CancelAfter(TimeSpan.FromMinutes(2));
            try
            {
                await browser.WaitForExitAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                browser.Kill(entireProcessTree: true);
                throw;
            }
            var elements = await output;
            return elements.Length > 0 ? elements : throw new InvalidOperationException($"The browser ended with {browser.ExitCode} and showed nothing: {await errors}");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
