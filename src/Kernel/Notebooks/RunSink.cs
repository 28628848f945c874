using System.Text.Json;

namespace Overhear.Kernel;

/// <summary>Sorts what arrives from the host into the outputs of the cells: by the cell that an event belongs to, which need not be the one that runs.</summary>
sealed class RunSink(MachinePaths paths) : ICellSink
{
    readonly Dictionary<string, CellOutputs> cells = [];
    CellOutputs current = new(paths);
    int? executionCount;

    /// <summary>The line of the first compile error since the cell began, from 1.</summary>
    public int? DiagnosedLine { get; private set; }

    /// <summary>The part of the cell that was handed to a kernel last.</summary>
    public string? Part { get; private set; }

    /// <summary>From now on a cell runs.</summary>
    /// <param name="name">The name that its events carry.</param>
    /// <param name="count">Its execution count.</param>
    /// <returns>Where its outputs gather.</returns>
    public CellOutputs Begin(string name, int count)
    {
        (DiagnosedLine, Part, executionCount) = (null, null, count);
        return cells[name] = current = new(paths);
    }

    public void Print(string text, bool isError) => current.Print(isError ? "stderr" : "stdout", text);

    public void Receive(HostMessage message)
    {
        var outputs = message.RootToken is { } token && cells.TryGetValue(token, out var named) ? named : current;
        switch (message.Kind)
        {
            case HostMessage.Displayed:
                outputs.Show(message.Text("valueId"), Forms(message.Body), null);
                break;
            case HostMessage.Returned:
                outputs.Show(message.Text("valueId"), Forms(message.Body), outputs == current ? executionCount : null);
                break;
            case HostMessage.DisplayUpdated:
                var (id, forms) = (message.Text("valueId"), Forms(message.Body));
                // An update of something that was never shown is shown, as editors do.
                if (id is null || !cells.Values.Append(current).Any(cell => cell.Update(id, forms))) outputs.Show(id, forms, null);
                break;
            case HostMessage.StandardOutput:
                foreach (var form in Forms(message.Body)) outputs.Print("stdout", form.Value);
                break;
            case HostMessage.StandardError:
                foreach (var form in Forms(message.Body).Where(form => !HostNoise.IsHostsError(form.Value))) outputs.Print("stderr", form.Value);
                break;
            case HostMessage.Error:
                outputs.Fail(CellError.Of(message.Text("message") ?? string.Concat(Forms(message.Body).Select(form => form.Value)), null, "", null));
                break;
            case HostMessage.Diagnostics:
                DiagnosedLine ??= FirstErrorLine(message.Body);
                break;
            case HostMessage.CodeReceived when message.Text("code") is { } code:
                Part = code;
                break;
        }
    }

    static List<KeyValuePair<string, string>> Forms(JsonElement body)
    {
        var forms = new List<KeyValuePair<string, string>>();
        if (body.ValueKind != JsonValueKind.Object || !body.TryGetProperty("formattedValues", out var values) || values.ValueKind != JsonValueKind.Array) return forms;
        foreach (var value in values.EnumerateArray())
        {
            if (value.TryGetProperty("suppressDisplay", out var suppress) && suppress.ValueKind == JsonValueKind.True) continue;
            if (value.TryGetProperty("mimeType", out var mime) && value.TryGetProperty("value", out var text) && text.ValueKind == JsonValueKind.String) forms.Add(new(mime.GetString()!, text.GetString()!));
        }
        return forms;
    }

    static int? FirstErrorLine(JsonElement body)
    {
        if (!body.TryGetProperty("diagnostics", out var list) || list.ValueKind != JsonValueKind.Array) return null;
        foreach (var diagnostic in list.EnumerateArray())
        {
            if (diagnostic.TryGetProperty("severity", out var severity) && severity.GetString() == "error"
                && diagnostic.TryGetProperty("linePositionSpan", out var span) && span.TryGetProperty("start", out var start)) return start.GetProperty("line").GetInt32() + 1;
        }
        return null;
    }
}
