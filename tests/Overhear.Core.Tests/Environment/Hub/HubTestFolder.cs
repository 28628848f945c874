using System.Text;

namespace Overhear.Tests;

/// <summary>A hub that holds a tiny model, and a folder with a cache of its own.</summary>
public abstract class HubTestFolder : FileTestFolder
{
    internal const string Token = "hf_secretsecretsecret";

    static readonly Lazy<Dictionary<string, byte[]>> model = new(MakeModel);

    internal HubTestFolder()
    {
        foreach (var (name, bytes) in model.Value) Hub.Files[name] = bytes;
        var unfinished = Unfinished;
        Hub.HasArrived = length => new FileInfo(unfinished) is { Exists: true } file && file.Length >= length;
        Hub.Files["README.md"] = "not for the loader"u8.ToArray();
        Hub.Files["pytorch_model.bin"] = new byte[1 << 20];
    }

    internal LoopbackHub Hub { get; } = new();

    internal string CacheFolder => PathOf("hf/hub");

    internal string RepositoryFolder => Path.Combine(CacheFolder, "models--org--tiny");

    internal string Unfinished => Path.Combine(RepositoryFolder, "blobs", LoopbackHub.HashOf("model.safetensors", Hub.Files["model.safetensors"]) + ".incomplete");

    internal SearchPlaces Places
    {
        get
        {
            Directory.CreateDirectory(PathOf("work"));
            return new SearchPlaces(PathOf("work"), PathOf("assembly"), PathOf("home"), CacheFolder);
        }
    }

    internal HubSettings Settings(int retries = 0, Func<string, long?>? free = null, params string[] variables)
    {
        string[] all = [$"HF_ENDPOINT={Hub.Endpoint}", $"HF_HOME={PathOf("hf")}", .. variables];
        var read = HubSettings.From(name => all.LastOrDefault(pair => pair.StartsWith(name + "=", StringComparison.Ordinal))?[(name.Length + 1)..], PathOf("home"));
        return read.WithLimits(TimeSpan.FromSeconds(10), retries, TimeSpan.FromMilliseconds(1), free ?? (_ => null));
    }

    internal ModelDownload Plan(HubSettings? settings = null, string name = LoopbackHub.Repository) => ModelHub.Plan(name, settings ?? Settings(), Places);

    internal ModelFetchException Fails(HubSettings? settings = null, string name = LoopbackHub.Repository)
    {
        var fault = Assert.Throws<ModelFetchException>(() => Plan(settings, name).Run());
        for (Exception? e = fault; e is not null; e = e.InnerException) Assert.DoesNotContain(Token, e.ToString(), StringComparison.Ordinal);
        return fault;
    }

    /// <summary>Nothing of the repository has a name: neither a snapshot nor a reference.</summary>
    internal void AssertNothingIsNamed()
    {
        Assert.False(Directory.Exists(Path.Combine(RepositoryFolder, "snapshots")));
        Assert.False(Directory.Exists(Path.Combine(RepositoryFolder, "refs")));
    }

    protected override void Disposing() => Hub.Dispose();

    static Dictionary<string, byte[]> MakeModel()
    {
        var vocabulary = new ByteLevelVocabulary(["Mary gave a book to John"]);
        var config = new TransformerConfig
        {
            Architecture = "gpt2", Layers = 2, DModel = 32, Heads = 4, KeyValueHeads = 4, DHead = 8, DMlp = 64, VocabularySize = vocabulary.Tokens.Count, ContextLength = 32,
            Norm = NormKind.LayerNorm, NormEpsilon = 1e-5, Activation = ActivationFunction.GeluTanh, TiedEmbeddings = true, QkvBias = true, AttentionOutputBias = true, MlpBias = true,
        };
        using var made = RandomWeights.Create("tiny", config, seed: 1);
        var folder = Directory.CreateTempSubdirectory("overhear-tiny-").FullName;
        try
        {
            Gpt2Folder.Write(folder, made);
            vocabulary.Write(folder, config.ContextLength);
            return Directory.GetFiles(folder).ToDictionary(path => Path.GetFileName(path), File.ReadAllBytes);
        }
        finally { Directory.Delete(folder, recursive: true); }
    }

    /// <summary>The model's weights in two files and an index that names them.</summary>
    internal void Shard(string firstName = "model-00001-of-00002.safetensors")
    {
        var whole = WriteBytes("whole.safetensors", Hub.Files["model.safetensors"]);
        Hub.Files.Remove("model.safetensors");
        const string Second = "model-00002-of-00002.safetensors";
        using var source = SafetensorsFile.Open(whole);
        var half = source.Entries.Count / 2;
        var (first, second) = (new SafetensorsWriter(), new SafetensorsWriter());
        foreach (var (entry, at) in source.Entries.Select((entry, at) => (entry, at)))
            (at < half ? first : second).Add(entry.Name, entry.Type, entry.Shape, stream =>
            {
                var bytes = new byte[entry.ByteLength];
                source.Read(entry, bytes);
                stream.Write(bytes);
            });
        first.Save(PathOf("1.safetensors"));
        second.Save(PathOf("2.safetensors"));
        Hub.Files[firstName] = File.ReadAllBytes(PathOf("1.safetensors"));
        Hub.Files[Second] = File.ReadAllBytes(PathOf("2.safetensors"));
        var map = string.Join(",", source.Entries.Select((entry, at) => $"\"{entry.Name}\":\"{(at < half ? firstName : Second)}\""));
        Hub.Files["model.safetensors.index.json"] = Encoding.UTF8.GetBytes($"{{\"weight_map\":{{{map}}}}}");
    }
}
