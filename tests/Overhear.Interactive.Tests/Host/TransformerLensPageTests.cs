using System.Text.RegularExpressions;

namespace Overhear.Interactive.Tests;

/// <summary>Every block and every call of docs/transformer-lens.md runs, in the order of the page, in one process.</summary>
[Collection(HostCollection.Name), Trait("Category", "host")]
public sealed class TransformerLensPageTests(PackedExtension extension)
{
    [Fact]
    public async Task Every_line_of_the_page_runs()
    {
        var cells = Cells(await Page()).ToList();
        Assert.StartsWith("#r \"nuget: Overhear, ", cells[0], StringComparison.Ordinal);
        Assert.True(cells.Count > 50, $"The page has {cells.Count} calls; its tables were not read.");
        cells[0] = Regex.Replace(cells[0], "(?<=nuget: Overhear, )[^\"]+", extension.Version);
        await using var tool = await extension.Start();
        var failed = new List<string>();
        foreach (var cell in cells)
        {
            var result = await tool.Run(cell);
            if (result.Error is { } error) failed.Add($"{cell}\n  {error}");
            // A call that ends without a semicolon is an expression: it has something to show, unless it only writes a file.
            else if (!Regex.IsMatch(cell, @";\s*(//[^\n]*)?$") && !cell.Contains(".Write(", StringComparison.Ordinal) && result.Value.Length == 0) failed.Add($"{cell}\n  gave nothing");
        }
        Assert.True(failed.Count == 0, string.Join("\n", failed));
    }

    /// <summary>No type of the library has a name that the page says is missing; the one that stands there is a pointer.</summary>
    [Fact]
    public async Task What_is_not_here_has_no_type_of_that_name()
    {
        var missing = (await Page()).Split("## What is not here")[1];
        var types = typeof(TransformerModel).Assembly.GetExportedTypes().Select(type => type.Name).ToHashSet();
        var named = Regex.Matches(missing, "`([A-Za-z_.]+)`").Select(m => m.Groups[1].Value.Split('.')[^1]).ToList();
        Assert.Contains("FactoredMatrix", named);
        Assert.Equal(["TextCorpus"], named.Where(types.Contains));
    }

    [Fact]
    public void Cells_are_blocks_of_csharp_and_code_in_the_last_column() => Assert.Equal(
        ["var a = 1;", "a", "a + 1", "a + 2"],
        Cells("""
            # Page
            ```python
            x = 1
            ```
            | Python | C# |
            |---|---|
            ```csharp
            var a = 1;
            ```
            | `x` | `a`, then `a + 1`: it says so |
            | nothing | not here |
            | `x | y` | `a + 2` |
            """.Replace("            ", "", StringComparison.Ordinal)));

    /// <summary>What the page would have a reader run.</summary>
    static IEnumerable<string> Cells(string page)
    {
        foreach (Match match in Regex.Matches(page, "^```(?<language>[a-z]+)\n(?<block>.*?)^```|^\\|(?<row>[^\n]*)\\|$", RegexOptions.Singleline | RegexOptions.Multiline))
        {
            if (match.Groups["language"].Value == "csharp") yield return match.Groups["block"].Value.TrimEnd();
            if (!match.Groups["row"].Success) continue;
            foreach (Match call in Regex.Matches(match.Groups["row"].Value.Split(" | ")[^1], "`([^`]+)`")) yield return call.Groups[1].Value;
        }
    }

    static async Task<string> Page()
    {
        var output = Path.GetDirectoryName(typeof(TransformerLensPageTests).Assembly.Location)!; // …/tests/PROJECT/bin/CONFIGURATION/net10.0
        return (await File.ReadAllTextAsync(Path.GetFullPath(Path.Combine(output, "..", "..", "..", "..", "..", "docs", "transformer-lens.md")), TestContext.Current.CancellationToken)).ReplaceLineEndings("\n");
    }
}
