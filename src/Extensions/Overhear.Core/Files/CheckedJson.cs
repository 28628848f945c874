using System.Globalization;
using System.Text.Json;

namespace Overhear;

/// <summary>A value of a JSON file together with its place and the list that takes its faults.</summary>
/// <remarks>
/// Each question answers null (or nothing) where the value is not of the kind that was asked for, and adds a fault that says what is
/// allowed; so a reader goes through a whole file and reports everything at once.
/// </remarks>
sealed class CheckedJson
{
    readonly JsonElement element;
    readonly FaultList faults;

    CheckedJson(JsonElement element, string place, FaultList faults)
    {
        this.element = element;
        this.faults = faults;
        Place = place;
    }

    /// <summary>Where the value stands: <c>$.models.gpt2.files['model.safetensors']</c>.</summary>
    public string Place { get; }

    /// <summary>Whether the value is an object.</summary>
    public bool IsObject => element.ValueKind == JsonValueKind.Object;

    /// <summary>Whether the value is null.</summary>
    public bool IsNull => element.ValueKind == JsonValueKind.Null;

    /// <summary>The value itself, for what is read in bulk.</summary>
    public JsonElement Element => element;

    /// <summary>The root of a file.</summary>
    /// <exception cref="InvalidFileException">The file is too large, or no JSON text.</exception>
    public static CheckedJson Open(string filePath, FaultList faults, long maxBytes = JsonFile.MaxBytes) => Parse(JsonFile.ReadBytes(filePath, maxBytes), faults);

    /// <summary>The root of a text that is known to be JSON.</summary>
    public static CheckedJson Parse(ReadOnlyMemory<byte> utf8, FaultList faults)
    {
        using var document = JsonDocument.Parse(utf8, new JsonDocumentOptions { MaxDepth = JsonText.MaxDepth });
        return new CheckedJson(document.RootElement.Clone(), "$", faults);
    }

    /// <summary>Adds a fault of this value.</summary>
    public void Fault(string fault) => faults.Add($"{Place}: {fault}");

    /// <summary>The fields of an object; empty, with a fault, where it is none.</summary>
    /// <param name="allowed">The names that may occur; null where any may.</param>
    public IReadOnlyDictionary<string, CheckedJson> Fields(IReadOnlyList<string>? allowed = null)
    {
        var fields = new Dictionary<string, CheckedJson>();
        if (element.ValueKind != JsonValueKind.Object)
        {
            Fault($"{Kind()} stands here; an object is allowed");
            return fields;
        }
        foreach (var property in element.EnumerateObject())
        {
            var field = new CheckedJson(property.Value, PlaceOf(property.Name), faults);
            if (allowed is not null && !allowed.Contains(property.Name)) field.Fault($"unknown field; allowed are {string.Join(", ", allowed)}");
            else if (!fields.TryAdd(property.Name, field)) field.Fault("stands there twice");
        }
        return fields;
    }

    /// <summary>A text that is not empty.</summary>
    public string? Text()
    {
        if (element.ValueKind == JsonValueKind.String && element.GetString() is { Length: > 0 } text) return text;
        Fault($"{Kind()} stands here; text is allowed");
        return null;
    }

    /// <summary>A text, which may be empty.</summary>
    public string? AnyText()
    {
        if (element.ValueKind == JsonValueKind.String) return element.GetString();
        Fault($"{Kind()} stands here; text is allowed");
        return null;
    }

    /// <summary>The entries of an array of texts.</summary>
    public IReadOnlyList<string>? Texts()
    {
        if (element.ValueKind == JsonValueKind.Array && element.EnumerateArray().All(entry => entry.ValueKind == JsonValueKind.String))
            return [.. element.EnumerateArray().Select(entry => entry.GetString()!)];
        Fault($"{(element.ValueKind == JsonValueKind.Array ? "an array with other entries than texts" : Kind())} stands here; an array of texts is allowed");
        return null;
    }

    /// <summary>One of a few texts.</summary>
    public string? OneOf(IReadOnlyList<string> allowed)
    {
        if (element.ValueKind == JsonValueKind.String && element.GetString() is { } text && allowed.Contains(text)) return text;
        Fault($"{Kind()} stands here; allowed are {string.Join(", ", allowed)}");
        return null;
    }

    /// <summary>A whole number within bounds.</summary>
    public long? Integer(long least, long most)
    {
        if (element.ValueKind == JsonValueKind.Number && element.TryGetInt64(out var number) && number >= least && number <= most) return number;
        Fault(string.Create(CultureInfo.InvariantCulture, $"{Kind()} stands here; a whole number from {least} to {most} is allowed"));
        return null;
    }

    string Kind() => element.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        JsonValueKind.String => element.GetString() is { Length: > 0 } text ? FaultList.Quote(text) : "an empty text",
        JsonValueKind.Number => element.GetRawText() is { Length: <= 40 } number ? number : "a very long number",
        JsonValueKind.Null => "null",
        _ => element.ValueKind == JsonValueKind.True ? "true" : "false",
    };

    string PlaceOf(string name) =>
        name.Length is > 0 and <= 40 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '$') ? $"{Place}.{name}" : $"{Place}[{FaultList.Quote(name)}]";
}
