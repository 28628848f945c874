using System.Text.RegularExpressions;

namespace Overhear.Interactive.Tests;

/// <summary>The README's cells do what the README says.</summary>
[Collection(HostCollection.Name), Trait("Category", "host")]
public sealed class ReadmeTests(RunningHost host, PackedExtension extension)
{
    [Fact]
    public async Task The_cells_of_the_readme_draw_their_figures_and_keep_their_result()
    {
        var output = Path.GetDirectoryName(typeof(ReadmeTests).Assembly.Location)!; // …/tests/PROJECT/bin/CONFIGURATION/net10.0
        var readme = await File.ReadAllTextAsync(Path.GetFullPath(Path.Combine(output, "..", "..", "..", "..", "..", "README.md")), TestContext.Current.CancellationToken);
        string[] cells = [.. Regex.Matches(readme, "```csharp\r?\n(.*?)```", RegexOptions.Singleline).Select(m => m.Groups[1].Value)];
        Assert.Equal(2, cells.Length);
        var cell = cells[0];
        Assert.Contains("#r \"nuget: Overhear, ", cell, StringComparison.Ordinal);
        var drawn = (await host.Tool.Run(Regex.Replace(cell, "(?<=nuget: Overhear, )[^\"]+", extension.Version))).Ok();
        Assert.Contains("Logit lens", drawn.AllText, StringComparison.OrdinalIgnoreCase);
        Assert.Contains(drawn.Outputs, o => o.Values.ContainsKey("application/vnd.plotly.v1+json"));
        var loaded = (await host.Tool.Run(cells[1])).Ok();
        Assert.Contains("Heads by what they attend to", loaded.AllText, StringComparison.Ordinal);
        var file = Path.Combine(extension.Folder, "head-scores.json");
        Assert.Contains("\"kind\": \"HeadScoresResult\"", await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }
}
