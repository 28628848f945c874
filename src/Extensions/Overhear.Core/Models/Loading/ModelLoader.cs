using System.Text.Json;
using TorchSharp;

namespace Overhear;

/// <summary>From a name or a folder to a model: config.json, the family's names and shapes, the weights, the tokenizer.</summary>
static class ModelLoader
{
    public static TransformerModel Load(string model, LoadOptions options)
    {
        try
        {
            ModelSource source;
            try { source = ModelCatalog.Resolve(model); }
            catch (ModelNotFoundException) when (MadeModels.Find(model) is not null) { return Make(MadeModels.Find(model)!, options); } // a folder of that name comes first
            Backend.Require();
            return Load(source, options);
        }
        catch (Exception e) when (e is ModelNotFoundException or InvalidFileException or IOException or UnauthorizedAccessException) { throw new ModelLoadException(e.Message, e); }
    }

    static TransformerModel Load(ModelSource source, LoadOptions options)
    {
        var dtype = options.Dtype ?? (source.DType is { } named ? Enum.Parse<Dtype>(named, ignoreCase: true) : Dtype.Float32);
        var device = ParseDevice(options.Device ?? source.Environment?.Device ?? "cpu");
        if (options.VerifyHashes) source.Verify(Work.Current.Cancellation);
        var (architecture, config) = ReadConfig(source.Folder);
        using var stored = TensorSource.Open(source.Folder);
        var rules = Match(source.Folder, architecture, config, stored, out var nameOf);
        var weights = ModelWeights.Allocate(config, dtype.ToTorch(), device);
        try
        {
            WeightReader.Fill(rules, nameOf, stored, weights, $"Loading {source.Name}");
            var (tokenizer, fault) = LoadTokenizer(source.Folder);
            return new TransformerModel(source.Name, config, weights, tokenizer, tokenizerFault: fault);
        }
        catch
        {
            weights.Dispose();
            throw;
        }
    }

    static TransformerModel Make(Func<TransformerModel> make, LoadOptions options)
    {
        var (dtype, device) = (options.Dtype ?? Dtype.Float32, ParseDevice(options.Device ?? "cpu"));
        var made = make();
        if (dtype == made.Dtype && device.type == DeviceType.CPU) return made;
        using (made) return new TransformerModel(made.Name, made.Config, made.Weights.Map((_, weight) => weight?.to(dtype.ToTorch(), device)), made.OptionalTokenizer);
    }

    static (IArchitecture Architecture, TransformerConfig Config) ReadConfig(string folder)
    {
        var path = Path.Combine(folder, "config.json");
        if (!File.Exists(path)) throw new ModelLoadException($"{folder} holds no config.json. A model folder has config.json, model.safetensors (or its shards and index) and the tokenizer's files, as on the Hugging Face hub.");
        JsonDocument document;
        try { document = JsonDocument.Parse(File.ReadAllBytes(path)); }
        catch (JsonException e) { throw new ModelLoadException($"{path} is no valid JSON: {e.Message}", e); }
        using (document)
        {
            if (document.RootElement.ValueKind != JsonValueKind.Object) throw new ModelLoadException($"{path} holds no JSON object.");
            var reader = new ConfigReader(document.RootElement);
            var type = reader.Text("model_type");
            if (reader.Problems.Count > 0) throw ModelLoadException.From($"{path} does not say which model this is:", reader.Problems);
            var architecture = Architectures.Find(type, path);
            var config = architecture.ReadConfig(reader);
            // A shape made of missing numbers has problems of its own that would only repeat the first.
            var problems = reader.Problems.Count > 0 ? reader.Problems : config.Problems();
            if (problems.Count > 0) throw ModelLoadException.From($"{path} describes no {type} model that can be run:", [.. problems]);
            return (architecture, config);
        }
    }

    /// <summary>Finds every tensor that the family needs, under its name with prefix or without, and reports all that does not fit.</summary>
    static List<TensorRule> Match(string folder, IArchitecture architecture, TransformerConfig config, TensorSource stored, out Func<TensorRule, string> nameOf)
    {
        var unembed = Architectures.UnembedNames;
        List<TensorRule> rules = [.. architecture.Tensors(config)];
        if (!config.TiedEmbeddings) rules.Add(TensorRule.Whole(unembed[0], w => w.Unembed, config.VocabularySize, config.DModel));

        var names = new Dictionary<TensorRule, string>();
        var problems = new List<string>();
        foreach (var rule in rules)
        {
            string[] candidates = rule.Name == unembed[0] ? [.. unembed] : [architecture.Prefix + rule.Name, rule.Name];
            if (candidates.FirstOrDefault(stored.Contains) is not { } name)
            {
                problems.Add($"{candidates[0]} [{string.Join(", ", rule.Shape)}] is missing.");
                continue;
            }
            names[rule] = name;
            var entry = stored.Entry(name);
            if (!entry.Shape.SequenceEqual(rule.Shape)) problems.Add($"{name} is [{string.Join(", ", entry.Shape)}]; config.json asks for [{string.Join(", ", rule.Shape)}].");
            if (WeightReader.TypeOf(entry) is null) problems.Add($"{name} is stored as {entry.Type}; weights are F32, F16, BF16 or F64.");
        }
        var known = names.Values.ToHashSet();
        foreach (var name in stored.Entries.Select(e => e.Name).Where(n => !known.Contains(n)).Order(StringComparer.Ordinal))
        {
            var bare = name.StartsWith(architecture.Prefix, StringComparison.Ordinal) ? name[architecture.Prefix.Length..] : name;
            if (architecture.IsBuffer(bare) || (config.TiedEmbeddings && unembed.Contains(name))) continue;
            problems.Add($"{name} is not part of a {architecture.ModelType} model of {config.Layers} layers.");
        }
        if (problems.Count > 0) throw ModelLoadException.From($"The weights in {folder} do not fit its config.json:", problems);
        nameOf = rule => names[rule];
        return rules;
    }

    static (ModelTokenizer? Tokenizer, Exception? Fault) LoadTokenizer(string folder)
    {
        string[] files = ["tokenizer.json", "vocab.json", "tokenizer.model"];
        if (!files.Any(f => File.Exists(Path.Combine(folder, f)))) return (null, null);
        // A model whose tokenizer cannot be read still runs on ids: the fault is told when the tokenizer is asked for.
        try { return (ModelTokenizer.Load(folder), null); }
        catch (Exception e) when (e is InvalidFileException or InvalidDataException or IOException or NotSupportedException or UnauthorizedAccessException) { return (null, e); }
    }

    static torch.Device ParseDevice(string device)
    {
        try
        {
            var parsed = torch.device(device);
            if (parsed.type == DeviceType.CUDA && !torch.cuda.is_available())
                throw new ModelLoadException($"The device {device} was asked for and no CUDA device is there. Add TorchSharp-cuda-linux (or -windows), or use cpu.");
            return parsed;
        }
        catch (Exception e) when (e is not ModelLoadException) { throw new ModelLoadException($"'{device}' is no device; devices are written cpu, cuda or cuda:0.", e); }
    }
}
