using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Overhear.Interactive.Tests;

/// <summary>The F# package as packed, in <c>dotnet fsi</c>, from a folder with nothing in it but what the test writes.</summary>
[Collection(HostCollection.Name), Trait("Category", "host")]
public sealed class FSharpInteractiveTests(PackedExtension extension)
{
    string NewFolder(string name) => Directory.CreateDirectory(Path.Combine(extension.Folder, name)).FullName;

    [Fact]
    public async Task One_line_brings_the_verbs_and_the_printers()
    {
        var folder = NewFolder("fsi");
        TinyModel.Write(Path.Combine(folder, "tiny"));
        var said = await FSharpInteractive.Run(extension, folder, ["--nologo"], $"""
            #r "nuget: Overhear.FSharp, {extension.Version}";;
            open Overhear;;
            let lm = TransformerModel.Load "tiny";;
            let prompt = lm |> Ask.tokens "ab";;
            lm |> Ask.next 3 prompt;;
            lm |> Lens.logits prompt;;
            HeadId(9, 6);;
            (lm |> Lens.residual prompt) |> Show.additions "Additions";;
            typeof<list<int>>.Assembly.GetName().Version.ToString();;
            #quit;;
            """);
        Assert.Matches(@"lm: TransformerModel = tiny: gpt2, 2 layers of 2 heads", said);
        Assert.Matches(@"2 tokens, 0 BOS[^\n]*\n\s*\n?\s*position\s+piece\s+id", said);
        Assert.Matches(@"rank\s+token\s+id\s+logit\s+probability", said);
        Assert.Contains("Logit lens", said, StringComparison.Ordinal);
        Assert.Matches(@"it: HeadId = 9\.6", said);
        Assert.Contains("attention writes", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_tour_script_runs_and_writes_its_figures()
    {
        var folder = NewFolder("script");
        TinyModel.Write(Path.Combine(folder, "tiny"));
        var output = Path.GetDirectoryName(typeof(FSharpInteractiveTests).Assembly.Location)!; // …/tests/PROJECT/bin/CONFIGURATION/net10.0
        var script = await File.ReadAllTextAsync(Path.GetFullPath(Path.Combine(output, "..", "..", "..", "..", "..", "notebooks", "scripts", "tour.fsx")), TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(folder, "tour.fsx"), Regex.Replace(script, "(?<=nuget: Overhear\\.FSharp, )[^\"]+", extension.Version), TestContext.Current.CancellationToken);
        var said = await FSharpInteractive.Run(extension, folder, ["--quiet", "tour.fsx", "tiny", "figures"]);
        foreach (var words in new[] { "What comes next", "Logit lens of tiny", "tiny has no checkpoints", "Heads by what they attend to" }) Assert.Contains(words, said, StringComparison.Ordinal);
        var sum = Regex.Match(said, @"The shares sum to (-?\d+\.\d+) logits; the model's logit difference is (-?\d+\.\d+)\.");
        Assert.Equal(double.Parse(sum.Groups[2].Value, System.Globalization.CultureInfo.InvariantCulture), double.Parse(sum.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture), 2e-3);
        var figures = Directory.GetFiles(Path.Combine(folder, "figures"), "*.svg");
        Assert.Equal(10, figures.Length);
        Assert.All(figures, file => Assert.Equal("svg", XDocument.Load(file).Root!.Name.LocalName));
        Assert.NotEmpty(Directory.GetFiles(Path.Combine(folder, "figures"), "*.html"));
    }
}
