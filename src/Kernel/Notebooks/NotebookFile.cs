using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.DotNet.Interactive.Documents;
using Microsoft.DotNet.Interactive.Documents.Jupyter;

namespace Overhear.Kernel;

/// <summary>
/// Reads notebooks: .ipynb (nbformat 4) and .dib. Microsoft.DotNet.Interactive.Documents does the reading; what it has no notion
/// of (raw cells, attachments, cell ids that nbformat asks for) is put back afterwards.
/// </summary>
static class NotebookFile
{
    const long largest = 512L << 20;
    static readonly Regex idForm = new("^[a-zA-Z0-9_-]{1,64}$");
    static readonly string[] kernels = [KernelName.CSharp, KernelName.FSharp, "pwsh", "html", "mermaid", "http", "value", "javascript", "sql", "kql"];

    /// <summary>Reads a notebook; outputs that it carries are left behind.</summary>
    /// <exception cref="Refusal">It is not there, no notebook, or a notebook of another kernel.</exception>
    public static RunNotebook Read(string path)
    {
        var text = ReadText(path);
        return Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".ipynb" => FromJupyter(path, text),
            ".dib" => FromDib(path, text),
            var other => throw new Refusal($"{path} is no notebook: its name ends in '{other}', not in .ipynb or .dib."),
        };
    }

    static string ReadText(string path)
    {
        if (Directory.Exists(path)) throw new Refusal($"{path} is a folder; name the notebooks in it.");
        if (!File.Exists(path)) throw new Refusal($"{path} does not exist.");
        try
        {
            var size = new FileInfo(path).Length;
            return size <= largest ? File.ReadAllText(path) : throw new Refusal($"{path} has {size >> 20} MiB; a notebook may have {largest >> 20}.");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new Refusal($"{path} cannot be read: {fault.Message}");
        }
    }

    static RunNotebook FromJupyter(string path, string text)
    {
        var original = ParseNotebook(path, text);
        var cells = (JsonArray)original["cells"]!;
        foreach (var cell in cells.OfType<JsonObject>())
        {
            if (cell.ContainsKey("outputs")) cell["outputs"] = new JsonArray();
            if (cell.ContainsKey("execution_count")) cell["execution_count"] = null;
        }
        var metadata = original["metadata"] as JsonObject ?? [];
        var kernel = KernelName.OfNotebook(metadata, path);
        var (written, names) = Rewrite(path, () => Notebook.Parse(original.ToJsonString(), Known(kernel)));
        for (var i = 0; i < cells.Count; i++) Restore((JsonObject)cells[i]!, (JsonObject)((JsonArray)written["cells"]!)[i]!);
        return Assemble(path, written, names, kernel);
    }

    static RunNotebook FromDib(string path, string text)
    {
        var kernel = KernelName.CSharp;
        var (written, names) = Rewrite(path, () =>
        {
            var document = CodeSubmission.Parse(text, Known(KernelName.CSharp));
            kernel = KernelName.Canonical(document.GetDefaultKernelName() ?? kernel);
            return document;
        });
        var metadata = (JsonObject)written["metadata"]!;
        if (metadata["kernelInfo"] is { } info)
        {
            // A .dib's header holds what an .ipynb keeps one level deeper.
            metadata.Remove("kernelInfo");
            metadata["polyglot_notebook"] = new JsonObject { ["kernelInfo"] = info };
        }
        return Assemble(path, written, names, kernel);
    }

    static JsonObject ParseNotebook(string path, string text)
    {
        try
        {
            if (JsonNode.Parse(text) is not JsonObject { } root || root["nbformat"] is null) throw new Refusal($"{path} is no notebook: it is JSON without a field 'nbformat'.");
            var format = root["nbformat"] is JsonValue number && number.TryGetValue<int>(out var major) ? major : 0;
            if (format != 4) throw new Refusal($"{path} has nbformat {root["nbformat"]}; only 4 can be run. Jupyter converts it: jupyter nbconvert --to notebook.");
            if (root["cells"] is not JsonArray cells || cells.Any(cell => cell is not JsonObject)) throw new Refusal($"{path} is no notebook: its field 'cells' is no list of cells.");
            return root;
        }
        catch (Exception fault) when (fault is JsonException or ArgumentException)
        {
            throw new Refusal($"{path} is no notebook: {OneLine(fault.Message)}");
        }
    }

    static (JsonObject Written, List<string> Kernels) Rewrite(string path, Func<InteractiveDocument> read)
    {
        try
        {
            var document = read();
            return ((JsonObject)JsonNode.Parse(document.ToJupyterJson())!, [.. document.Elements.Select(element => element.KernelName ?? "")]);
        }
        catch (Exception fault) when (fault is not Refusal)
        {
            throw new Refusal($"{path} is no notebook: {OneLine(fault.Message)}");
        }
    }

    /// <summary>Puts back what the reader does not know: raw cells become code there, and attachments are dropped.</summary>
    static void Restore(JsonObject original, JsonObject written)
    {
        var type = (string?)original["cell_type"];
        if (type == "raw")
        {
            written["cell_type"] = "raw";
            written.Remove("outputs");
            written.Remove("execution_count");
        }
        written["source"] = NotebookCell.Lines(NotebookCell.Joined(original["source"]));
        if (type is "raw" or "markdown" && original["attachments"] is { } attachments) written["attachments"] = attachments.DeepClone();
    }

    static RunNotebook Assemble(string path, JsonObject written, List<string> names, string kernel)
    {
        written["nbformat"] = 4;
        written["nbformat_minor"] = 5;
        var metadata = (JsonObject)written["metadata"]!;
        var (display, language, name) = kernel switch
        {
            KernelName.FSharp => (".NET (F#)", "F#", ".net-fsharp"),
            "pwsh" => (".NET (PowerShell)", "PowerShell", ".net-pwsh"),
            _ => (".NET (C#)", "C#", ".net-csharp"),
        };
        metadata["kernelspec"] ??= new JsonObject { ["display_name"] = display, ["language"] = language, ["name"] = name };
        metadata["language_info"] ??= new JsonObject { ["name"] = "polyglot-notebook" };
        var cells = (JsonArray)written["cells"]!;
        var ids = new HashSet<string>();
        var list = new List<NotebookCell>();
        for (var i = 0; i < cells.Count; i++)
        {
            var cell = (JsonObject)cells[i]!;
            cell["metadata"] ??= new JsonObject();
            if (cell["id"] is not JsonValue value || !value.TryGetValue<string>(out var id) || !idForm.IsMatch(id) || !ids.Add(id))
            {
                id = Enumerable.Range(0, int.MaxValue).Select(n => n == 0 ? $"cell-{i + 1}" : $"cell-{i + 1}-{n}").First(ids.Add);
                cell["id"] = id;
            }
            var of = (string?)cell["cell_type"] switch
            {
                "code" when names[i].Length == 0 => kernel,
                "code" => KernelName.Canonical(names[i]),
                var other => other ?? "",
            };
            list.Add(new(cell, of, NotebookCell.Joined(cell["source"])) { Number = i + 1 });
        }
        return new(path, written, list, kernel);
    }

    static KernelInfoCollection Known(string defaultKernel)
    {
        var collection = new KernelInfoCollection { DefaultKernelName = defaultKernel };
        foreach (var name in kernels) collection.Add(new(name, name, name switch { KernelName.CSharp => ["c#", "C#"], KernelName.FSharp => ["f#", "F#"], "pwsh" => ["powershell"], _ => [] }));
        collection.Add(new(KernelName.Markdown, "Markdown", ["md"]));
        return collection;
    }

    static string OneLine(string text) => text.ReplaceLineEndings(" ");
}
