using System.Text.Json;

namespace Overhear;

/// <summary>Reads fields of a config.json and collects what is wrong with them, so that all problems are told at once.</summary>
sealed class ConfigReader
{
    readonly JsonElement root;
    readonly string path;

    /// <param name="root">The object.</param>
    /// <param name="path">Where it stands in the file, for messages: empty, or <c>rope_scaling.</c></param>
    /// <param name="problems">The list to add to; a new one unless given.</param>
    public ConfigReader(JsonElement root, string path = "", List<string>? problems = null)
    {
        this.root = root;
        this.path = path;
        Problems = problems ?? [];
    }

    public List<string> Problems { get; }

    public bool Has(string name) => Find(name).HasValue;

    public int Int(string name, int? otherwise = null)
    {
        if (Find(name) is not { } value) return otherwise ?? Missing<int>(name, "a whole number");
        return value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) ? number : Wrong<int>(name, value, "a whole number below 2³¹");
    }

    public double Number(string name, double? otherwise = null)
    {
        if (Find(name) is not { } value) return otherwise ?? Missing<double>(name, "a number");
        return value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && double.IsFinite(number) ? number : Wrong<double>(name, value, "a number");
    }

    public bool Flag(string name, bool otherwise)
    {
        if (Find(name) is not { } value) return otherwise;
        return value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : Wrong<bool>(name, value, "true or false");
    }

    public string Text(string name, string? otherwise = null)
    {
        if (Find(name) is not { } value) return otherwise ?? Missing<string>(name, "a text") ?? "";
        return value.ValueKind == JsonValueKind.String ? value.GetString()! : Wrong<string>(name, value, "a text") ?? "";
    }

    /// <summary>A whole number or null.</summary>
    public int? OptionalInt(string name) => Has(name) ? Int(name) : null;

    /// <summary>One id or several.</summary>
    public IReadOnlyList<int> Ids(string name)
    {
        if (Find(name) is not { } value) return [];
        if (value.ValueKind != JsonValueKind.Array) return [Int(name)];
        return [.. value.EnumerateArray().Select(v => v.ValueKind == JsonValueKind.Number && v.TryGetInt32(out var id) ? id : Wrong<int>(name, v, "token ids"))];
    }

    /// <summary>An object inside; null where there is none.</summary>
    public ConfigReader? Section(string name)
    {
        if (Find(name) is not { } value) return null;
        if (value.ValueKind == JsonValueKind.Object) return new ConfigReader(value, $"{path}{name}.", Problems);
        Wrong<int>(name, value, "an object");
        return null;
    }

    /// <summary>Refuses every value but the ones that this library computes.</summary>
    public void Only(string name, string what, bool isFine)
    {
        if (!isFine) Problems.Add($"{path}{name} is {(Find(name) is { } value ? value.GetRawText() : "absent")}: {what}");
    }

    public ActivationFunction Activation(string name, string? otherwise = null)
    {
        var text = Text(name, otherwise);
        switch (text)
        {
            case "gelu": return ActivationFunction.Gelu;
            case "gelu_new" or "gelu_fast" or "gelu_pytorch_tanh": return ActivationFunction.GeluTanh;
            case "relu": return ActivationFunction.Relu;
            case "silu" or "swish": return ActivationFunction.Silu;
            default:
                if (Has(name)) Problems.Add($"{path}{name} is \"{text}\"; it may be gelu, gelu_new, gelu_fast, gelu_pytorch_tanh, relu, silu or swish.");
                return default;
        }
    }

    JsonElement? Find(string name) => root.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    T? Missing<T>(string name, string kind)
    {
        Problems.Add($"{path}{name} is missing; it is {kind}.");
        return default;
    }

    T? Wrong<T>(string name, JsonElement value, string kind)
    {
        var raw = value.GetRawText();
        Problems.Add($"{path}{name} is {(raw.Length > 60 ? raw[..60] + "…" : raw)}; it has to be {kind}.");
        return default;
    }
}
