using System.Text.Json.Nodes;

namespace Overhear.Tests;

/// <summary>A folder that holds no model that can be run gives one error that says what is wrong and what is allowed.</summary>
[Trait("Category", "fast")]
public sealed class ModelLoadFaultTests : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("overhear-faults-").FullName;

    public ModelLoadFaultTests()
    {
        var source = Path.Combine(TestData.RepositoryRoot, "tests", "golden", "models", "llama-tiny");
        foreach (var file in new[] { "config.json", "model.safetensors" }) File.Copy(Path.Combine(source, file), Path.Combine(folder, file));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    string ConfigPath => Path.Combine(folder, "config.json");

    string WeightsPath => Path.Combine(folder, "model.safetensors");

    string Message(LoadOptions? options = null) => Assert.Throws<ModelLoadException>(() => TransformerModel.Load(folder, options)).Message;

    void Config(params (string Name, JsonNode? Value)[] changes)
    {
        var json = JsonNode.Parse(File.ReadAllText(ConfigPath))!.AsObject();
        foreach (var (name, value) in changes)
        {
            json.Remove(name);
            if (value is not null) json[name] = value;
        }
        File.WriteAllText(ConfigPath, json.ToJsonString());
    }

    /// <summary>The weights with some left out, added or of another shape.</summary>
    void Weights(Func<GoldenTensor, GoldenTensor?> change, params GoldenTensor[] added)
    {
        var stored = new GoldenTensors(WeightsPath);
        var writer = new SafetensorsWriter();
        foreach (var tensor in stored.Names.Select(n => change(stored[n])).OfType<GoldenTensor>().Concat(added))
            writer.AddFloats(tensor.Name, [.. tensor.Values.Select(v => (float)v)], tensor.Shape);
        writer.Save(WeightsPath);
    }

    [Fact]
    public void The_folder_as_it_is_loads() => TransformerModel.Load(folder).Dispose();

    [Fact]
    public void A_name_that_is_nowhere_lists_where_was_looked()
    {
        var message = Assert.Throws<ModelLoadException>(() => TransformerModel.Load("no-such-model")).Message;
        Assert.Contains("no-such-model", message);
        Assert.Contains("teaching", message);
    }

    [Fact]
    public void Every_missing_field_is_named_at_once()
    {
        Config(("hidden_size", null), ("num_hidden_layers", null), ("vocab_size", "many"));
        var message = Message();
        Assert.Contains("hidden_size is missing", message);
        Assert.Contains("num_hidden_layers is missing", message);
        Assert.Contains("vocab_size is \"many\"", message);
    }

    [Theory]
    [InlineData("num_hidden_layers", -1, "layers is -1; it may be 1 to")]
    [InlineData("num_hidden_layers", 2_000_000_000, "it may be 1 to")]
    [InlineData("num_attention_heads", 3, "cannot share")]
    [InlineData("rms_norm_eps", 7, "epsilon")]
    [InlineData("head_dim", 7, "even number")]
    [InlineData("rope_theta", 0, "rotary base")]
    [InlineData("vocab_size", 0, "vocabulary is 0")]
    public void An_absurd_field_says_what_is_allowed(string field, int value, string expected)
    {
        Config((field, value));
        Assert.Contains(expected, Message());
    }

    [Fact]
    public void What_is_not_computed_here_is_refused()
    {
        Config(("hidden_act", "mish"));
        Assert.Contains("it may be gelu", Message());
        Config(("hidden_act", "silu"), ("rope_scaling", new JsonObject { ["rope_type"] = "yarn", ["factor"] = 2 }));
        Assert.Contains("default, linear or llama3", Message());
    }

    [Fact]
    public void An_unknown_family_lists_the_known_ones()
    {
        Config(("model_type", "mamba"));
        var message = Message();
        Assert.Contains("\"mamba\"", message);
        Assert.Contains("gpt2, gpt_neox, opt, llama, qwen2", message);
    }

    [Fact]
    public void The_350m_variant_of_OPT_is_refused()
    {
        var opt = Path.Combine(TestData.RepositoryRoot, "tests", "golden", "models", "opt-tiny", "config.json");
        File.Copy(opt, ConfigPath, overwrite: true);
        Config(("do_layer_norm_before", false), ("word_embed_proj_dim", 16));
        var message = Message();
        Assert.Contains("do_layer_norm_before", message);
        Assert.Contains("word_embed_proj_dim", message);
        Assert.Contains("350m", message);
    }

    [Theory]
    [InlineData("{ \"model_type\": \"llama\", ", "no valid JSON")]
    [InlineData("[1, 2]", "no JSON object")]
    [InlineData("{}", "model_type is missing")]
    [InlineData("", "no valid JSON")]
    public void A_config_that_is_none_says_so(string text, string expected)
    {
        File.WriteAllText(ConfigPath, text);
        Assert.Contains(expected, Message());
    }

    [Fact]
    public void A_folder_without_config_says_what_belongs_there()
    {
        File.Delete(ConfigPath);
        Assert.Contains("config.json", Message());
    }

    [Fact]
    public void Missing_extra_and_misshapen_tensors_are_told_at_once()
    {
        Weights(
            t => t.Name == "model.norm.weight" ? null : t.Name == "lm_head.weight" ? t with { Shape = [t.Shape[1], t.Shape[0]] } : t,
            new GoldenTensor("model.layers.9.mlp.extra", [2], [1, 2]));
        var message = Message();
        Assert.Contains("model.norm.weight [32] is missing", message);
        Assert.Contains("lm_head.weight is [32, 96]; config.json asks for [96, 32]", message);
        Assert.Contains("model.layers.9.mlp.extra is not part of", message);
    }

    [Fact]
    public void A_type_that_weights_do_not_have_is_refused()
    {
        var writer = new SafetensorsWriter();
        var stored = new GoldenTensors(WeightsPath);
        foreach (var name in stored.Names)
            if (name == "model.norm.weight") writer.AddLongs(name, [.. stored[name].Values.Select(v => (long)v)], stored[name].Shape);
            else writer.AddFloats(name, [.. stored[name].Values.Select(v => (float)v)], stored[name].Shape);
        writer.Save(WeightsPath);
        Assert.Contains("model.norm.weight is stored as I64", Message());
    }

    [Fact]
    public void Truncated_weights_are_refused_before_anything_is_read()
    {
        using (var file = File.OpenWrite(WeightsPath)) file.SetLength(file.Length / 2);
        Assert.Contains("cut off", Message());
    }

    [Fact]
    public void Pickle_files_are_not_read()
    {
        File.Move(WeightsPath, Path.Combine(folder, "pytorch_model.bin"));
        Assert.Contains("No pickle files are read", Message());
    }

    [Theory]
    [InlineData("tpu", "devices are written")]
    [InlineData("", "devices are written")]
    public void A_device_that_is_none_is_refused(string device, string expected) => Assert.Contains(expected, Message(new LoadOptions { Device = device }));

    [Theory]
    [InlineData(Dtype.Float16, 3e-2)]
    [InlineData(Dtype.BFloat16, 3e-1)]
    [InlineData(Dtype.Float64, 1e-4)]
    public void Weights_load_in_the_type_that_is_asked_for(Dtype dtype, double tolerance)
    {
        using var exact = TransformerModel.Load(folder);
        using var model = TransformerModel.Load(folder, new LoadOptions { Dtype = dtype });
        Assert.Equal(dtype, model.Dtype);
        Assert.Equal(exact.ParameterCount, model.ParameterCount);
        double[] Logits(TransformerModel m) => m.Inspect(TokenBatch.FromIds([[1, 5, 9, 20]]), run => run.Logits.to(TorchSharp.torch.ScalarType.Float64).data<double>().ToArray());
        Assert.All(Logits(exact).Zip(Logits(model)), pair => Assert.Equal(pair.First, pair.Second, tolerance));
    }

    [Fact]
    public void A_tokenizer_that_cannot_be_read_is_told_when_it_is_asked_for()
    {
        File.WriteAllText(Path.Combine(folder, "tokenizer.json"), "{");
        using var model = TransformerModel.Load(folder);
        model.Inspect(TokenBatch.FromIds([[1, 2]]), run => 0);
        Assert.Contains("cannot be read", Assert.Throws<InvalidOperationException>(() => model.Tokens("hello")).Message);
    }
}
