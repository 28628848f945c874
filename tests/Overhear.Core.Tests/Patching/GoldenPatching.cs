using System.Collections.Concurrent;
using System.Text.Json;

namespace Overhear.Tests;

/// <summary>A file of golden/patching: clean and corrupted prompts of a golden model, and what other software computed on them.</summary>
sealed class GoldenPatching
{
    static readonly ConcurrentDictionary<string, Lazy<GoldenPatching>> loaded = new();

    GoldenPatching(string name)
    {
        Tables = new GoldenTensors(Path.Combine(Root, name + ".safetensors"));
        using var json = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Root, name + ".json")));
        Model = GoldenModel.Load(Path.GetFileName(json.RootElement.GetProperty("model").GetString()!)).Model;
    }

    public static string Root => Path.Combine(TestData.Golden, "patching");

    public static IReadOnlyList<string> Names => !Directory.Exists(Root) ? [] : [.. Directory.GetFiles(Root, "*.safetensors").Select(f => Path.GetFileNameWithoutExtension(f)!).Order(StringComparer.Ordinal)];

    public GoldenTensors Tables { get; }

    public TransformerModel Model { get; }

    public TokenBatch Clean => TokenBatch.FromIds(Tables["clean_tokens"].Rows);

    public TokenBatch Corrupted => TokenBatch.FromIds(Tables["corrupted_tokens"].Rows);

    public LogitDifference Metric => new(Tables["correct"].Integers, Tables["wrong"].Integers, Tables["end"].Integers);

    /// <summary>The names of the tables that begin so, without that beginning.</summary>
    public IReadOnlyList<string> Under(string prefix) => [.. Tables.Names.Where(n => n.StartsWith(prefix, StringComparison.Ordinal)).Select(n => n[prefix.Length..]).Order(StringComparer.Ordinal)];

    public static GoldenPatching Load(string name) => loaded.GetOrAdd(name, n => new Lazy<GoldenPatching>(() => new GoldenPatching(n))).Value;

    /// <summary>A folder that is there has to hold something; where there is none, the repository's own tests have nothing to compare with.</summary>
    public static void RequireCases()
    {
        Assert.SkipUnless(Directory.Exists(Root), $"There is no {Root}.");
        Assert.NotEmpty(Names);
    }

    /// <summary>[layer, head, prompt]</summary>
    public static double[] Flat(HeadEffects effects) => [.. effects.Heads.SelectMany(head => effects[head].Values)];

    /// <summary>[layer, prompt]</summary>
    public static double[] Flat(IEnumerable<PromptValues> layers) => [.. layers.SelectMany(v => v.Values)];
}
