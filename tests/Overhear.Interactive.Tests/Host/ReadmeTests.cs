using System.Text.RegularExpressions;

namespace Overhear.Interactive.Tests;

/// <summary>The README's cell does what the README says.</summary>
[Collection(HostCollection.Name), Trait("Category", "host")]
public sealed class ReadmeTests(RunningHost host, PackedExtension extension)
{
    [Fact]
    public async Task The_cell_of_the_readme_draws_its_figure()
    {
        var output = Path.GetDirectoryName(typeof(ReadmeTests).Assembly.Location)!; // …/tests/PROJECT/bin/CONFIGURATION/net10.0
        var readme = await File.ReadAllTextAsync(Path.GetFullPath(Path.Combine(output, "..", "..", "..", "..", "..", "README.md")), TestContext.Current.CancellationToken);
        var cell = Assert.Single(Regex.Matches(readme, "```csharp\r?\n(.*?)```", RegexOptions.Singleline).Select(m => m.Groups[1].Value));
        Assert.Contains("#r \"nuget: Overhear, ", cell, StringComparison.Ordinal);
        var drawn = (await host.Tool.Run(Regex.Replace(cell, "(?<=nuget: Overhear, )[^\"]+", extension.Version))).Ok();
        Assert.Contains("Logit lens", drawn.AllText, StringComparison.OrdinalIgnoreCase);
        Assert.Contains(drawn.Outputs, o => o.Values.ContainsKey("application/vnd.plotly.v1+json"));
    }
}
