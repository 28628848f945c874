using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Overhear.Kernel;

/// <summary>A notebook on its way through a run.</summary>
/// <param name="path">Where it was read.</param>
/// <param name="json">The notebook as it will be written.</param>
/// <param name="cells">Its cells; each one's JSON is part of <paramref name="json"/>.</param>
/// <param name="kernel">The kernel of cells that name none.</param>
sealed class RunNotebook(string path, JsonObject json, IEnumerable<NotebookCell> cells, string kernel)
{
    static readonly JsonSerializerOptions form = new()
    {
        WriteIndented = true,
        IndentSize = 1,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // a notebook is read as JSON, not as part of a page
    };

    readonly List<NotebookCell> cells = [.. cells];

    public string Path => path;

    public JsonObject Json => json;

    public string Kernel => kernel;

    public IReadOnlyList<NotebookCell> Cells => cells;

    /// <summary>Puts a cell behind another one. The others keep their numbers: they are those of the file that was read.</summary>
    public void InsertAfter(NotebookCell cell, NotebookCell added)
    {
        var at = cells.IndexOf(cell) + 1;
        cells.Insert(at, added);
        ((JsonArray)json["cells"]!).Insert(at, added.Json);
    }

    /// <summary>Takes a cell out.</summary>
    public void Remove(NotebookCell cell)
    {
        cells.Remove(cell);
        ((JsonArray)json["cells"]!).Remove(cell.Json);
    }

    /// <summary>The text of the .ipynb.</summary>
    public string ToText() => json.ToJsonString(form) + "\n";
}
