using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace Overhear.Kernel.Tests;

/// <summary>docs/ holds a page of each notebook, and of some of them on a larger model, as the README's commands write them.</summary>
[Trait("Category", "fast")]
public class DocsTests
{
    const int MostBytes = 1_000_000;

    static readonly string root = BuildTree.Find()!.Root;
    static readonly string docs = Path.Combine(root, "docs");

    static IEnumerable<string> Names => Directory.GetFiles(docs, "*.html", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(docs, file).Replace('\\', '/')).Order(StringComparer.Ordinal);

    /// <summary>The pages, by their places in docs/.</summary>
    public static TheoryData<string> Pages => [.. Names];

    [Fact]
    public void The_commands_of_the_README_write_them_all()
    {
        List<string> written = [];
        foreach (Match command in Regex.Matches(File.ReadAllText(Path.Combine(root, "README.md")), @"^dotnet run .* --pages docs(/\S+)?$", RegexOptions.Multiline))
        {
            Assert.Contains("--figures svg", command.Value, StringComparison.Ordinal);
            var folder = command.Groups[1].Value;
            written.AddRange(Regex.Matches(command.Value, @" notebooks/(\S+)\.ipynb").Select(notebook => $"{folder}/{notebook.Groups[1]}.html".TrimStart('/')));
        }
        Assert.Equal(written.Order(StringComparer.Ordinal), Names);
        Assert.Empty(Directory.GetFiles(Path.Combine(root, "notebooks"), "*.ipynb").Select(file => Path.GetFileNameWithoutExtension(file) + ".html").Except(written));
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void A_page_is_small_and_names_no_place_of_the_machine_that_made_it(string name)
    {
        var file = new FileInfo(Path.Combine(docs, name));
        Assert.InRange(file.Length, 10_000, MostBytes);
        var page = File.ReadAllText(file.FullName);
        Assert.DoesNotMatch(@"(?<![\w.~/])/(home|root|Users|tmp|var|opt|work|mnt|media|srv|usr|private|workspaces?)/|\b[A-Za-z]:\\\w|file:/", page);
        foreach (var path in new[] { root, Environment.GetFolderPath(Environment.SpecialFolder.UserProfile) }.Where(path => path.Length > 3)) Assert.DoesNotContain(path + "/", page, StringComparison.Ordinal);
        Assert.DoesNotContain("plotly.js v", page, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void A_page_shows_the_notebook_as_it_is_now_run_to_its_end(string name)
    {
        var page = new HtmlParser().ParseDocument(File.ReadAllText(Path.Combine(docs, name)));
        var notebook = NotebookFile.Read(Path.Combine(root, "notebooks", Path.GetFileNameWithoutExtension(name) + ".ipynb"));
        var code = notebook.Cells.Where(cell => cell.IsCode).Select(cell => cell.Source.Trim('\n')).ToList();
        // Parameters that a command sets stand in a cell of their own.
        var shown = page.QuerySelectorAll(".code code").Select(cell => cell.TextContent.Trim('\n')).ToList();
        Assert.InRange(shown.RemoveAll(cell => name.Contains('/') && cell.StartsWith("// Parameters", StringComparison.Ordinal)), 0, 1);
        Assert.True(code.SequenceEqual(shown), $"docs/{name} shows other cells than the notebook; run the README's command for docs/ again.");
        var texts = notebook.Cells.Where(cell => cell.Kernel == KernelName.Markdown).Select(cell => Text(cell.Source)).ToList();
        Assert.True(texts.SequenceEqual(page.QuerySelectorAll("section.text").Select(cell => Squeezed(cell.TextContent))), $"docs/{name} shows other texts than the notebook; run the README's command for docs/ again.");
        Assert.Empty(page.QuerySelectorAll("pre.error"));
        Assert.Equal(code.Count(source => source.Length > 0) + (name.Contains('/') ? 1 : 0), page.QuerySelectorAll(".code .count").Length);
        Assert.InRange(page.QuerySelectorAll(".overhear-figure svg").Length, 4, 100);
    }

    static string Text(string markdown) => Squeezed(new HtmlParser().ParseDocument(new MarkdownHtml(new PictureSource(root)).Render(markdown, null)).Body!.TextContent);

    static string Squeezed(string text) => Regex.Replace(text, @"\s+", " ").Trim();
}
