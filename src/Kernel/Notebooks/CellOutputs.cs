using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Overhear.Kernel;

/// <summary>
/// The outputs of one cell, as they arrive. Prints of one stream that follow each other become one output; a display that is
/// updated is replaced where it stands; what the host says of itself is left out.
/// </summary>
sealed class CellOutputs(MachinePaths paths)
{
    const string json = "+json";

    readonly List<Output> list = [];

    /// <summary>Whether something has come since the outputs were last asked for.</summary>
    public bool Changed { get; private set; } = true;

    /// <summary>The last error that was put here.</summary>
    public CellError? Error { get; private set; }

    /// <summary>Prints text.</summary>
    /// <param name="stream"><c>stdout</c> or <c>stderr</c>.</param>
    /// <param name="text">The text with its line ends.</param>
    public void Print(string stream, string text)
    {
        if (text.Length == 0) return;
        if (list.LastOrDefault() is not { Stream: { } last } output || last != stream) list.Add(output = new() { Stream = stream });
        output.Text.Append(text);
        Changed = true;
    }

    /// <summary>Shows a value.</summary>
    /// <param name="id">The id by which it can be updated, if any.</param>
    /// <param name="values">Its forms: MIME type and text.</param>
    /// <param name="executionCount">The cell's number, where the value is the cell's result.</param>
    public void Show(string? id, IReadOnlyList<KeyValuePair<string, string>> values, int? executionCount)
    {
        list.Add(new() { Id = id, Values = values, ExecutionCount = executionCount, Hidden = values.Any(form => HostNoise.IsHosts(form.Value)) });
        Changed = true;
    }

    /// <summary>Shows a display's new value in the place of its old one.</summary>
    /// <returns>Whether there is such a display here.</returns>
    public bool Update(string id, IReadOnlyList<KeyValuePair<string, string>> values)
    {
        var output = list.Find(output => output.Id == id);
        if (output is null) return false;
        output.Values = values;
        // Once the host's, always the host's: the last state of a package list can be a form that has no mark.
        output.Hidden |= values.Any(form => HostNoise.IsHosts(form.Value));
        Changed = true;
        return true;
    }

    /// <summary>Adds an error.</summary>
    public void Fail(CellError error)
    {
        Error = error;
        list.Add(new() { Error = error });
        Changed = true;
    }

    /// <summary>The outputs as nbformat 4.5 has them.</summary>
    public JsonArray ToJson()
    {
        Changed = false;
        return [.. list.Where(output => !output.Hidden).Select(ToJson)];
    }

    JsonNode ToJson(Output output)
    {
        if (output.Error is { } error)
        {
            return new JsonObject
            {
                ["ename"] = error.Name,
                ["evalue"] = Clean(error.Message),
                ["output_type"] = "error",
                ["traceback"] = new JsonArray([.. error.Trace.Select(line => (JsonNode)Clean(line))]),
            };
        }
        if (output.Stream is { } stream) return new JsonObject { ["name"] = stream, ["output_type"] = "stream", ["text"] = NotebookCell.Lines(Clean(output.Text.ToString())) };
        var data = new JsonObject();
        foreach (var (mime, value) in output.Values) data[mime] = Value(mime, value);
        var result = new JsonObject { ["data"] = data, ["metadata"] = new JsonObject(), ["output_type"] = "display_data" };
        if (output.ExecutionCount is { } count)
        {
            result["execution_count"] = count;
            result["output_type"] = "execute_result";
        }
        return result;
    }

    JsonNode? Value(string mime, string value)
    {
        if (mime == "application/json" || mime.EndsWith(json, StringComparison.Ordinal))
        {
            try
            {
                return JsonNode.Parse(paths.Neutral(value));
            }
            catch (JsonException)
            {
                return value; // not what its type says; a reader sees at least what was there
            }
        }
        var isText = mime.StartsWith("text/", StringComparison.Ordinal) || mime.EndsWith("+xml", StringComparison.Ordinal) || mime is "application/javascript" or "application/xml";
        return isText ? NotebookCell.Lines(Clean(value)) : value;
    }

    string Clean(string text) => paths.Neutral(text.Replace("\r\n", "\n"));

    sealed class Output
    {
        public string? Id { get; init; }

        public string? Stream { get; init; }

        public StringBuilder Text { get; } = new();

        public CellError? Error { get; init; }

        public int? ExecutionCount { get; init; }

        public IReadOnlyList<KeyValuePair<string, string>> Values { get; set; } = [];

        public bool Hidden { get; set; }
    }
}
