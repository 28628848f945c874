using System.Text.Json;

namespace Overhear.Interactive.Tests;

/// <summary>One event of a cell that carries something to show.</summary>
public sealed record CellOutput(string Event, string? Id, IReadOnlyDictionary<string, string> Values)
{
    public string Text => Values.GetValueOrDefault("text/plain", "");

    public string Html => Values.GetValueOrDefault("text/html", "");

    public static CellOutput? From(string kind, JsonElement e)
    {
        if (!e.TryGetProperty("formattedValues", out var values) || values.ValueKind != JsonValueKind.Array) return null;
        var id = e.TryGetProperty("valueId", out var named) ? named.GetString() : null;
        return new CellOutput(kind, id, values.EnumerateArray().ToDictionary(v => v.GetProperty("mimeType").GetString()!, v => v.GetProperty("value").GetString() ?? ""));
    }
}
