using System.Text.Json;

namespace Overhear.Tests;

/// <summary>A pretrained model that lies beside the project, with numbers that other software computed on it.</summary>
sealed class RealModel
{
    RealModel(string modelFolder, string referenceFolder)
    {
        Model = TransformerModel.Load(modelFolder);
        Reference = new GoldenTensors(Path.Combine(referenceFolder, "reference.safetensors"));
        using var json = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(referenceFolder, "reference.json")));
        Json = json.RootElement.Clone();
    }

    public TransformerModel Model { get; }

    public GoldenTensors Reference { get; }

    public JsonElement Json { get; }

    public IEnumerable<JsonElement> Prompts => Json.GetProperty("prompts").EnumerateArray();

    /// <summary>The folder under OVERHEAR_MODELS; the test is skipped, saying so, where it is absent.</summary>
    public static RealModel Load(string name, string? convertedIn = null)
    {
        var models = TestData.Models;
        Assert.SkipWhen(models is null || !Directory.Exists(Path.Combine(models, name)), $"OVERHEAR_MODELS names no folder that holds {name}.");
        var folder = Path.Combine(models!, name);
        var weights = convertedIn is null ? folder : Environment.GetEnvironmentVariable(convertedIn);
        Assert.SkipWhen(weights is null || !File.Exists(Path.Combine(weights, "model.safetensors")), $"{convertedIn} names no folder with the converted weights of {name}: its README tells how to make them.");
        return new RealModel(weights!, folder);
    }

    public static int[] Ids(JsonElement array) => [.. array.EnumerateArray().Select(v => v.GetInt32())];
}
