using System.Text.Json.Nodes;

namespace Overhear.Kernel;

/// <summary>A cell of a notebook that is being run.</summary>
/// <param name="Json">The cell as it will be written (nbformat 4.5).</param>
/// <param name="Kernel">The kernel of a code cell; <see cref="KernelName.Markdown"/> or <c>raw</c> for the others.</param>
/// <param name="Source">What is sent to the kernel. The written source can differ: it names no path of the machine.</param>
sealed record NotebookCell(JsonObject Json, string Kernel, string Source)
{
    public bool IsCode => (string?)Json["cell_type"] == "code";

    /// <summary>The number of the cell among all cells, from 1, as an editor counts them.</summary>
    public int Number { get; init; }

    public IEnumerable<string> Tags => Json["metadata"]?["tags"] is JsonArray tags ? tags.Select(tag => (string?)tag).OfType<string>() : [];

    /// <summary>The text of a source or of a text in an output: nbformat allows a string or a list of lines.</summary>
    public static string Joined(JsonNode? text) => text switch
    {
        JsonArray lines => string.Concat(lines.Select(line => line is JsonValue value && value.TryGetValue<string>(out var part) ? part : "")),
        JsonValue value when value.TryGetValue<string>(out var whole) => whole,
        _ => "",
    };

    /// <summary>A text as nbformat's editors write it: a list of lines, each with its end.</summary>
    public static JsonArray Lines(string text)
    {
        var lines = new JsonArray();
        for (var at = 0; at < text.Length;)
        {
            var end = text.IndexOf('\n', at);
            var next = end < 0 ? text.Length : end + 1;
            lines.Add((JsonNode)text[at..next]);
            at = next;
        }
        return lines;
    }
}
