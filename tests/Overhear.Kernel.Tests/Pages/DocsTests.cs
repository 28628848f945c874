using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace Overhear.Kernel.Tests;

/// <summary>docs/ holds a page of each tour, as the README's command writes it.</summary>
[Trait("Category", "fast")]
public class DocsTests
{
    const int MostBytes = 1_000_000;

    static readonly string root = BuildTree.Find()!.Root;

    /// <summary>The tours, by their names.</summary>
    public static TheoryData<string> Tours => [.. Names];

    static IEnumerable<string> Names => Directory.GetFiles(Path.Combine(root, "notebooks"), "01-tour*.ipynb").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal);

    [Fact]
    public void One_command_of_the_README_writes_them_all()
    {
        var command = Assert.Single(Regex.Matches(File.ReadAllText(Path.Combine(root, "README.md")), "^dotnet run .*--pages docs.*$", RegexOptions.Multiline)).Value;
        Assert.Contains("--figures svg", command, StringComparison.Ordinal);
        Assert.All(Names, name => Assert.Contains($" notebooks/{name}.ipynb", command, StringComparison.Ordinal));
        Assert.Equal(Names, Directory.GetFiles(Path.Combine(root, "docs"), "*.html").Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Tours))]
    public void A_page_is_small_and_names_no_place_of_the_machine_that_made_it(string tour)
    {
        var file = new FileInfo(Path.Combine(root, "docs", tour + ".html"));
        Assert.InRange(file.Length, 10_000, MostBytes);
        var page = File.ReadAllText(file.FullName);
        Assert.DoesNotMatch(@"(?<![\w.~/])/(home|root|Users|tmp|var|opt|work|mnt|media|srv|usr|private|workspaces?)/|\b[A-Za-z]:\\\w|file:/", page);
        foreach (var path in new[] { root, Environment.GetFolderPath(Environment.SpecialFolder.UserProfile) }.Where(path => path.Length > 3)) Assert.DoesNotContain(path + "/", page, StringComparison.Ordinal);
        Assert.DoesNotContain("plotly.js v", page, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Tours))]
    public void A_page_shows_the_notebook_as_it_is_now_run_to_its_end(string tour)
    {
        var page = new HtmlParser().ParseDocument(File.ReadAllText(Path.Combine(root, "docs", tour + ".html")));
        var notebook = NotebookFile.Read(Path.Combine(root, "notebooks", tour + ".ipynb"));
        var code = notebook.Cells.Where(cell => cell.IsCode).Select(cell => cell.Source.Trim('\n')).ToList();
        Assert.True(code.SequenceEqual(page.QuerySelectorAll(".code code").Select(cell => cell.TextContent.Trim('\n'))), $"docs/{tour}.html shows other cells than the notebook; run the README's command for docs/ again.");
        var texts = notebook.Cells.Where(cell => cell.Kernel == KernelName.Markdown).Select(cell => Text(cell.Source)).ToList();
        Assert.True(texts.SequenceEqual(page.QuerySelectorAll("section.text").Select(cell => Squeezed(cell.TextContent))), $"docs/{tour}.html shows other texts than the notebook; run the README's command for docs/ again.");
        Assert.Empty(page.QuerySelectorAll("pre.error"));
        Assert.Equal(code.Count(source => source.Length > 0), page.QuerySelectorAll(".code .count").Length);
        Assert.InRange(page.QuerySelectorAll(".overhear-figure svg").Length, 4, 100);
    }

    static string Text(string markdown) => Squeezed(new HtmlParser().ParseDocument(new MarkdownHtml(new PictureSource(root)).Render(markdown, null)).Body!.TextContent);

    static string Squeezed(string text) => Regex.Replace(text, @"\s+", " ").Trim();
}
