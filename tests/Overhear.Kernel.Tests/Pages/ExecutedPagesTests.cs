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

    static IReadOnlyDictionary<string, string> Files { get; } = Environment.GetEnvironmentVariable("OVERHEAR_PAGES") is { } folder
        ? In(folder, SearchOption.TopDirectoryOnly) // what lies deeper is no notebook's
        : In(Path.Combine(BuildTree.Find()!.Root, "docs"), SearchOption.AllDirectories);

    static Dictionary<string, string> In(string folder, SearchOption search) => Directory.GetFiles(folder, "*.html", search).ToDictionary(file => Path.GetRelativePath(folder, file));

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task A_page_draws_its_figures_and_works_without_a_network(string page) =>
        await PageInBrowser.Holds(browser, await File.ReadAllTextAsync(Files[page], TestContext.Current.CancellationToken), figures: 4);
}
