using System.Text.Json;

namespace Overhear.Kernel;

/// <summary>
/// A line of the host's standard output: an event, a print of native code, or both, since native code writes to the same pipe
/// and an event can follow an unfinished line.
/// </summary>
/// <param name="NativeText">What stands before the event, or the whole line where there is none. Empty where the line is an event alone.</param>
/// <param name="Message">The event, if the line holds one.</param>
sealed record HostLine(string NativeText, HostMessage? Message)
{
    const string start = "{\"event\"";

    /// <summary>Takes a line apart.</summary>
    /// <param name="line">The line without its end.</param>
    public static HostLine Parse(string line)
    {
        for (var at = line.IndexOf(start, StringComparison.Ordinal); at >= 0; at = line.IndexOf(start, at + 1, StringComparison.Ordinal))
        {
            if (ReadMessage(line.AsMemory(at)) is { } message) return new(line[..at], message);
        }
        return new(line + "\n", null);
    }

    static HostMessage? ReadMessage(ReadOnlyMemory<char> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("eventType", out var kind) || kind.ValueKind != JsonValueKind.String) return null;
            var token = root.TryGetProperty("command", out var command) && command.ValueKind == JsonValueKind.Object
                && command.TryGetProperty("token", out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
            return new(kind.GetString()!, root.GetProperty("event").Clone(), token);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
