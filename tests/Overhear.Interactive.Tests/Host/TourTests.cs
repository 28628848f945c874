using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Overhear.Interactive.Tests;

/// <summary>Both tours, cell by cell, on a model of every family: with a tokenizer and without, with the words of the task and without.</summary>
[Collection(HostCollection.Name), Trait("Category", "host")]
public sealed class TourTests(PackedExtension extension)
{
    const string Plotly = "application/vnd.plotly.v1+json";

    /// <summary>The F# tour asks the same verbs, so a model with a tokenizer and all words, one without words and one without a tokenizer are enough.</summary>
    [Theory]
    [InlineData("csharp", "01-tour.ipynb", int.MaxValue)]
    [InlineData("fsharp", "01-tour-fsharp.ipynb", 3)]
    public async Task Every_cell_runs_on_every_family(string kernel, string name, int models)
    {
        var cells = Cells(name);
        await using var tool = await extension.Start();
        foreach (var model in Models().Take(models))
        {
            var outputs = new Dictionary<string, CellResult>();
            foreach (var (id, source) in cells) outputs[id] = (await tool.Run(Adapted(source, model), kernel)).Ok();
            foreach (var (id, result) in outputs) RequireFigures(result, $"{name}, {id}, {model}");
            foreach (var id in new[] { "logits", "attention", "distance", "stream", "stream-map", "lens", "curves", "shares", "writers", "looks", "written", "ablation", "scores", "induction" })
                Assert.True(outputs[id].Returned.Values.ContainsKey(Plotly), $"{name}, {id}, {model}: no figure");
            RequireSum(outputs["sum"].Returned.Text);
            Assert.Contains("logits", outputs["prompts"].Value, StringComparison.Ordinal);
            foreach (var role in new[] { "previous token", "duplicate token", "induction" }) Assert.Matches($@"{role}\s+head \d+\.\d+\s+\d\.\d\d\s+\d+", outputs["roles"].Returned.Text);
            var hasCheckpoints = Directory.Exists(Path.Combine(model, "checkpoints"));
            Assert.Equal(hasCheckpoints, outputs["training"].Returned.Values.ContainsKey(Plotly));
            if (!hasCheckpoints) Assert.Contains($"{Path.GetFileName(model)} has no checkpoints", outputs["training"].Value, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_tours_tell_the_same_story()
    {
        var (csharp, fsharp) = (Cells("01-tour.ipynb"), Cells("01-tour-fsharp.ipynb"));
        Assert.Equal(csharp.Select(cell => cell.Id), fsharp.Select(cell => cell.Id));
        foreach (var name in new[] { "01-tour.ipynb", "01-tour-fsharp.ipynb" })
        {
            using var notebook = JsonDocument.Parse(File.ReadAllText(PathOf(name)));
            var texts = notebook.RootElement.GetProperty("cells").EnumerateArray().Where(cell => cell.GetProperty("cell_type").GetString() == "markdown").Select(Source).ToList();
            // No head is named. The threshold is no head, and the numbers of papers in links are none.
            Assert.All(texts, text => Assert.DoesNotMatch(@"\b\d+\.\d+\b(?<!\b0\.4)", Regex.Replace(text, @"\(https?://[^)]*\)", "")));
            Assert.True(texts.Count(text => text.Contains("**Notice**", StringComparison.Ordinal) || text.Contains("**notice**", StringComparison.Ordinal)) >= 12);
        }
    }

    /// <summary>The model that ships, one with a token for each byte, and one of every other family, without a tokenizer.</summary>
    IReadOnlyList<string> Models()
    {
        var golden = Environment.GetEnvironmentVariable("OVERHEAR_GOLDEN") is { Length: > 0 } named ? Path.GetFullPath(named, Root) : Path.Combine(Root, "tests", "golden");
        var families = Directory.GetDirectories(Path.Combine(golden, "models")).Where(folder => File.Exists(Path.Combine(folder, "model.safetensors")))
            .GroupBy(Family).Where(family => family.Key != "gpt2").Select(family => family.Order(StringComparer.Ordinal).First()).ToList();
        Assert.True(families.Count >= 4, $"{golden} holds models of {families.Count} families.");
        return [Path.Combine(Root, "notebooks", "models", "teaching"), TinyModel.Write(Path.Combine(extension.Folder, "bytes")), .. families];
    }

    static string Family(string folder)
    {
        using var config = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "config.json")));
        return config.RootElement.GetProperty("model_type").GetString()!;
    }

    string Adapted(string source, string model) => Regex.Replace(source, "(?<=nuget: Overhear(?:\\.FSharp)?, )[^\"]+", extension.Version)
        .Replace("\"teaching\"", JsonSerializer.Serialize(model), StringComparison.Ordinal)
        .Replace("\"stories\"", JsonSerializer.Serialize(Path.Combine(Root, "notebooks", "texts", "stories")), StringComparison.Ordinal);

    /// <summary>Every figure of a cell holds numbers, and no other than finite ones or nothing.</summary>
    static void RequireFigures(CellResult result, string where)
    {
        foreach (var output in result.Outputs.Where(output => output.Values.ContainsKey(Plotly)))
        {
            using var figure = JsonDocument.Parse(output.Values[Plotly]);
            Assert.True(figure.RootElement.GetProperty("data").GetArrayLength() > 0, $"{where}: an empty figure");
            Assert.DoesNotContain("NaN", output.Text, StringComparison.Ordinal);
            Assert.True(output.Values["image/svg+xml"].Contains("<svg", StringComparison.Ordinal), where);
        }
    }

    static void RequireSum(string table)
    {
        double Last(string row) => double.Parse(Regex.Match(table, $@"{row}.*?(-?\d+[.,]\d{{4}})\s*$", RegexOptions.Multiline).Groups[1].Value.Replace(',', '.'), CultureInfo.InvariantCulture);
        Assert.Equal(Last("the model's logit difference"), Last("all together"), 2e-3);
    }

    static List<(string Id, string Source)> Cells(string name)
    {
        using var notebook = JsonDocument.Parse(File.ReadAllText(PathOf(name)));
        return [.. notebook.RootElement.GetProperty("cells").EnumerateArray().Where(cell => cell.GetProperty("cell_type").GetString() == "code").Select(cell => (cell.GetProperty("id").GetString()!, Source(cell)))];
    }

    static string Source(JsonElement cell) => string.Concat(cell.GetProperty("source").EnumerateArray().Select(line => line.GetString()));

    static string PathOf(string name) => Path.Combine(Root, "notebooks", name);

    static string Root { get; } = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(TourTests).Assembly.Location)!, "..", "..", "..", "..", ".."));
}
