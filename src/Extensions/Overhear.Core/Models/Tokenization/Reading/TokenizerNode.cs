using System.Globalization;
using System.Text.Json;

namespace Overhear;

/// <summary>A value of a tokenizer's JSON file with its place; what it is asked and cannot answer becomes a fault.</summary>
readonly struct TokenizerNode
{
    readonly JsonElement element;
    readonly FaultList faults;
    readonly string parent;
    readonly string? name;
    readonly int index;

    TokenizerNode(JsonElement element, FaultList faults, string parent, string? name = null, int index = -1)
    {
        this.element = element;
        this.faults = faults;
        this.parent = parent;
        this.name = name;
        this.index = index;
    }

    /// <summary>The root of a file.</summary>
    /// <exception cref="InvalidFileException">The file is no JSON, or has a field twice.</exception>
    public static TokenizerNode Open(string filePath, FaultList faults)
    {
        var options = new JsonDocumentOptions { MaxDepth = JsonText.MaxDepth, AllowDuplicateProperties = false };
        try
        {
            return new(JsonDocument.Parse(JsonFile.ReadBytes(filePath), options).RootElement, faults, "$");
        }
        catch (JsonException e)
        {
            throw new InvalidFileException(filePath, "is not valid", [e.Message.TrimEnd('.')], inner: e);
        }
    }

    /// <summary>Where it stands; put together only when asked for, as a vocabulary has many values.</summary>
    public string Place => index >= 0
        ? Invariant($"{parent}[{index}]")
        : name is null ? parent : name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_') ? $"{parent}.{name}" : $"{parent}[{FaultList.Quote(name)}]";

    /// <summary>Whether it is there and not null.</summary>
    public bool Exists => element.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null);

    /// <summary>Whether it is an explicit null.</summary>
    public bool IsNull => element.ValueKind == JsonValueKind.Null;

    /// <summary>Whether it is an object.</summary>
    public bool IsObject => element.ValueKind == JsonValueKind.Object;

    /// <summary>Whether it is an array.</summary>
    public bool IsArray => element.ValueKind == JsonValueKind.Array;

    /// <summary>Whether it is text.</summary>
    public bool IsText => element.ValueKind == JsonValueKind.String;

    /// <summary>A field; one that is not there does not exist.</summary>
    public TokenizerNode this[string name] =>
        new(IsObject && element.TryGetProperty(name, out var value) ? value : default, faults, Place, name);

    /// <summary>Adds a fault of this value.</summary>
    public void Fault(string fault) => faults.Add($"{Place}: {fault}");

    /// <summary>The fields of an object, in order.</summary>
    public IEnumerable<(string Name, TokenizerNode Value)> Fields(string what)
    {
        if (!IsObject)
        {
            Fault($"{Kind} stands here; {what} is needed");
            yield break;
        }
        var place = Place;
        foreach (var property in element.EnumerateObject()) yield return (property.Name, new(property.Value, faults, place, property.Name));
    }

    /// <summary>The values of an array, in order.</summary>
    public IEnumerable<TokenizerNode> Items(string what)
    {
        if (!IsArray)
        {
            Fault($"{Kind} stands here; {what} is needed");
            yield break;
        }
        var (place, at) = (Place, 0);
        foreach (var item in element.EnumerateArray()) yield return new(item, faults, place, index: at++);
    }

    /// <summary>Text; null, with a fault, where it is none.</summary>
    public string? Text(string what)
    {
        if (IsText) return element.GetString();
        Fault($"{Kind} stands here; {what} is needed");
        return null;
    }

    /// <summary>Text, or null where there is none.</summary>
    public string? OptionalText(string what) => Exists ? Text(what) : null;

    /// <summary>True or false; the default where it is left out.</summary>
    public bool Flag(bool otherwise)
    {
        if (!Exists) return otherwise;
        if (element.ValueKind is JsonValueKind.True or JsonValueKind.False) return element.GetBoolean();
        Fault($"{Kind} stands here; true or false is needed");
        return otherwise;
    }

    /// <summary>A whole number within bounds; null, with a fault, where it is none.</summary>
    public int? Number(int least, int most)
    {
        if (TryNumber() is { } number && number >= least && number <= most) return number;
        Fault(Invariant($"{Kind} stands here; a whole number from {least} to {most} is needed"));
        return null;
    }

    /// <summary>A whole number; null where it is none.</summary>
    public int? TryNumber() => element.ValueKind == JsonValueKind.Number && element.TryGetInt32(out var number) ? number : null;

    /// <summary>What stands there, for a message.</summary>
    public string Kind => element.ValueKind switch
    {
        JsonValueKind.Undefined => "nothing",
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        JsonValueKind.String => FaultList.Quote(element.GetString()!),
        JsonValueKind.Number => element.GetRawText() is { Length: <= 40 } number ? number : "a very long number",
        JsonValueKind.Null => "null",
        _ => element.ValueKind == JsonValueKind.True ? "true" : "false",
    };

    static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
