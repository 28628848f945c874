using Overhear.Tests;

namespace Overhear.Kernel.Tests;

/// <summary>
/// Pages that a run of a notebook wrote, in a real browser: those of the folder that OVERHEAR_PAGES names, and those of docs/ where it names
/// none.
/// </summary>
[Collection(BrowserCollection.Name), Trait("Category", "host")]
public class ExecutedPagesTests(BrowserWindow browser)
{
    /// <summary>The pages, by their names.</summary>
    public static TheoryData<string> Pages => [.. Files.Keys.Order(StringComparer.Ordinal)];

    static string Folder => Environment.GetEnvironmentVariable("OVERHEAR_PAGES") ?? Path.Combine(BuildTree.Find()!.Root, "docs");

    static IReadOnlyDictionary<string, string> Files { get; } = Directory.GetFiles(Folder, "*.html", SearchOption.AllDirectories).ToDictionary(file => Path.GetRelativePath(Folder, file));

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task A_page_draws_its_figures_and_works_without_a_network(string page) =>
        await PageInBrowser.Holds(browser, await File.ReadAllTextAsync(Files[page], TestContext.Current.CancellationToken), figures: 4);
}
