using System.Collections.Concurrent;

namespace Overhear.Tests;

/// <summary>A folder of golden/models: the model, loaded once, and what other software computed on it.</summary>
sealed class GoldenModel
{
    static readonly ConcurrentDictionary<string, Lazy<GoldenModel>> loaded = new();

    GoldenModel(string folder)
    {
        Folder = folder;
        Reference = new GoldenTensors(Path.Combine(folder, "reference.safetensors"));
        Model = TransformerModel.Load(GoldenRepair.Mended(folder, Reference));
    }

    public static string Root => Path.Combine(TestData.Golden, "models");

    public static IEnumerable<string> Names => !Directory.Exists(Root) ? [] : Directory.GetDirectories(Root)
        .Where(f => File.Exists(Path.Combine(f, "reference.safetensors"))).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal);

    public string Folder { get; }

    public GoldenTensors Reference { get; }

    public TransformerModel Model { get; }

    public TokenBatch Tokens => TokenBatch.FromIds(Reference["tokens"].Rows);

    public static GoldenModel Load(string name) => loaded.GetOrAdd(name, n => new Lazy<GoldenModel>(() => new GoldenModel(Path.Combine(Root, n)))).Value;
}
