using System.Text.Json;

namespace Overhear.Tests;

/// <summary>A case of golden/patching: a model, prompts, and what other software found by intervening.</summary>
sealed class GoldenPatching
{
    GoldenPatching(string name)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Root, name + ".json")));
        Model = GoldenModel.Load(Path.GetFileName(json.RootElement.GetProperty("model").GetString()!)).Model;
        Tables = new GoldenTensors(Path.Combine(Root, name + ".safetensors"));
    }

    public static string Root => Path.Combine(TestData.Golden, "patching");

    public static IEnumerable<string> Names => !Directory.Exists(Root) ? [] : Directory.GetFiles(Root, "*.safetensors").Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal);

    public TransformerModel Model { get; }

    public GoldenTensors Tables { get; }

    public TokenBatch Clean => TokenBatch.FromIds(Tables["clean_tokens"].Rows);

    public TokenBatch Corrupted => TokenBatch.FromIds(Tables["corrupted_tokens"].Rows);

    public LogitDifference Difference => new(Tables["correct"].Integers, Tables["wrong"].Integers, Tables["end"].Integers);

    public static GoldenPatching Load(string name) => new(name);
}
