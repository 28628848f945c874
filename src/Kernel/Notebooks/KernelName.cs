using System.Text.Json.Nodes;

namespace Overhear.Kernel;

/// <summary>Which kernel a notebook and its cells ask for, by the names that the host knows them under.</summary>
static class KernelName
{
    public const string CSharp = "csharp";
    public const string FSharp = "fsharp";
    public const string Markdown = "markdown";

    /// <summary>The kernels of the host, and the names that notebooks call them by.</summary>
    static readonly Dictionary<string, string> known = new(StringComparer.OrdinalIgnoreCase)
    {
        ["csharp"] = CSharp, ["c#"] = CSharp, [".net-csharp"] = CSharp, ["dotnet-interactive.csharp"] = CSharp,
        ["fsharp"] = FSharp, ["f#"] = FSharp, [".net-fsharp"] = FSharp, ["dotnet-interactive.fsharp"] = FSharp,
        ["pwsh"] = "pwsh", ["powershell"] = "pwsh", [".net-pwsh"] = "pwsh", [".net-powershell"] = "pwsh", ["dotnet-interactive.pwsh"] = "pwsh",
        ["html"] = "html", ["mermaid"] = "mermaid", ["http"] = "http", ["value"] = "value",
    };

    /// <summary>The kernel of cells that name none, by the notebook's metadata.</summary>
    /// <exception cref="Refusal">The notebook is of another kernel.</exception>
    public static string OfNotebook(JsonObject metadata, string path)
    {
        var spec = metadata["kernelspec"] as JsonObject;
        string?[] said =
        [
            Text((metadata["polyglot_notebook"] as JsonObject)?["kernelInfo"]?["defaultKernelName"]),
            Text(spec?["name"]),
            Text(spec?["language"]),
            Text((metadata["dotnet_interactive"] as JsonObject)?["language"]),
            Text((metadata["language_info"] as JsonObject)?["name"]),
        ];
        foreach (var name in said)
        {
            if (name is not null && known.TryGetValue(name, out var kernel)) return kernel;
        }
        var other = said.FirstOrDefault(name => !string.IsNullOrEmpty(name) && name != "polyglot-notebook");
        return other is null ? CSharp : throw new Refusal($"{path} is a notebook of the kernel '{Text(spec?["display_name"]) ?? other}'; notebooks of .NET (C#), .NET (F#) and .NET (PowerShell) can be run.");
    }

    /// <summary>The host's name of a kernel that a cell asks for; a name that it does not know is left as it is, for the host to judge.</summary>
    public static string Canonical(string name) => known.GetValueOrDefault(name, name);

    static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
