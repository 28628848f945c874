using System.Text.Json.Nodes;

namespace Overhear.Kernel.Tests;

/// <summary>Notebooks made for a test, in a folder that goes with it.</summary>
sealed class TestNotebook : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("overhear-test-").FullName;

    /// <summary>Writes a notebook; a cell is its kernel, its source and its tags.</summary>
    public string Write(string name, params (string Kernel, string Source, string[] Tags)[] cells)
    {
        var list = new JsonArray();
        foreach (var (kernel, source, tags) in cells)
        {
            var metadata = new JsonObject();
            if (tags.Length > 0) metadata["tags"] = new JsonArray([.. tags.Select(tag => (JsonNode)tag)]);
            var cell = new JsonObject { ["cell_type"] = kernel == "markdown" ? "markdown" : "code", ["id"] = $"c{list.Count}", ["metadata"] = metadata, ["source"] = source };
            if (kernel != "markdown")
            {
                metadata["polyglot_notebook"] = new JsonObject { ["kernelName"] = kernel };
                (cell["outputs"], cell["execution_count"]) = (new JsonArray(), null);
            }
            list.Add(cell);
        }
        return WriteText(name, Whole(list).ToJsonString());
    }

    public string WriteText(string name, string text)
    {
        var path = Path.Combine(Folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    public static JsonObject Whole(JsonArray cells) => new()
    {
        ["cells"] = cells,
        ["metadata"] = new JsonObject
        {
            ["kernelspec"] = new JsonObject { ["display_name"] = ".NET (C#)", ["language"] = "C#", ["name"] = ".net-csharp" },
            ["language_info"] = new JsonObject { ["name"] = "polyglot-notebook" },
        },
        ["nbformat"] = 4,
        ["nbformat_minor"] = 5,
    };

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
