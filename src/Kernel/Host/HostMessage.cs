using System.Text.Json;

namespace Overhear.Kernel;

/// <summary>One event of the host.</summary>
/// <param name="Kind">The event's type, as the protocol names it: <c>CommandSucceeded</c>, <c>DisplayedValueProduced</c>, …</param>
/// <param name="Body">What the event carries.</param>
/// <param name="Token">The token of the command that it belongs to. A part of a split command has the token of the whole, a dot and a number.</param>
sealed record HostMessage(string Kind, JsonElement Body, string? Token)
{
    public const string Ready = "KernelReady";
    public const string Succeeded = "CommandSucceeded";
    public const string Failed = "CommandFailed";
    public const string CodeReceived = "CodeSubmissionReceived";
    public const string Diagnostics = "DiagnosticsProduced";
    public const string Displayed = "DisplayedValueProduced";
    public const string DisplayUpdated = "DisplayedValueUpdated";
    public const string Returned = "ReturnValueProduced";
    public const string StandardOutput = "StandardOutputValueProduced";
    public const string StandardError = "StandardErrorValueProduced";
    public const string Error = "ErrorProduced";

    /// <summary>The token of the command that was sent, also where this event belongs to a part of it.</summary>
    public string? RootToken => Token?.Split('.')[0];

    /// <summary>A text of the body, or null where it has none of that name.</summary>
    public string? Text(string name) =>
        Body.ValueKind == JsonValueKind.Object && Body.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
