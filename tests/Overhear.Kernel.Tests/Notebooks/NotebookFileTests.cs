using System.Text.Json.Nodes;

namespace Overhear.Kernel.Tests;

[Trait("Category", "fast")]
public sealed class NotebookFileTests : IDisposable
{
    readonly TestNotebook files = new();

    public void Dispose() => files.Dispose();

    static JsonObject Code(string source, JsonObject metadata) => new() { ["cell_type"] = "code", ["execution_count"] = 3, ["metadata"] = metadata, ["source"] = source, ["outputs"] = new JsonArray(new JsonObject { ["output_type"] = "display_data", ["data"] = new JsonObject { ["application/json"] = new JsonObject { ["a"] = 1 } }, ["metadata"] = new JsonObject() }) };

    [Fact]
    public void The_kernel_of_a_cell_is_in_its_metadata_or_the_notebook_s()
    {
        var notebook = NotebookFile.Read(files.WriteText("n.ipynb", TestNotebook.Whole([
            Code("1", []),
            Code("2", new() { ["dotnet_interactive"] = new JsonObject { ["language"] = "fsharp" } }),
            Code("3", new() { ["polyglot_notebook"] = new JsonObject { ["kernelName"] = "F#" } }),
            Code("4", new() { ["polyglot_notebook"] = new JsonObject { ["kernelName"] = "pwsh" }, ["dotnet_interactive"] = new JsonObject { ["language"] = "pwsh" } }),
        ]).ToJsonString()));
        Assert.Equal(["csharp", "fsharp", "fsharp", "pwsh"], notebook.Cells.Select(cell => cell.Kernel));
        Assert.All(notebook.Cells, cell => Assert.Empty(cell.Json["outputs"]!.AsArray()));
        Assert.All(notebook.Cells, cell => Assert.Null(cell.Json["execution_count"]));
    }

    [Fact]
    public void Raw_cells_attachments_tags_and_ids_survive()
    {
        var attachments = new JsonObject { ["a.png"] = new JsonObject { ["image/png"] = "AAAA" } };
        var notebook = NotebookFile.Read(files.WriteText("n.ipynb", TestNotebook.Whole([
            new JsonObject { ["cell_type"] = "markdown", ["id"] = "same", ["metadata"] = new JsonObject { ["tags"] = new JsonArray("x") }, ["source"] = new JsonArray("# A\n", "b"), ["attachments"] = attachments.DeepClone() },
            new JsonObject { ["cell_type"] = "raw", ["id"] = "same", ["metadata"] = new JsonObject(), ["source"] = "raw" },
            Code("1", []),
        ]).ToJsonString()));
        var cells = notebook.Json["cells"]!.AsArray();
        Assert.Equal(["markdown", "raw", "code"], cells.Select(cell => (string)cell!["cell_type"]!));
        Assert.Equal(["same", "cell-2", "cell-3"], cells.Select(cell => (string)cell!["id"]!));
        Assert.Equal(attachments.ToJsonString(), cells[0]!["attachments"]!.ToJsonString());
        Assert.Equal(["x"], notebook.Cells[0].Tags);
        Assert.Equal("# A\nb", NotebookCell.Joined(cells[0]!["source"]));
        Assert.False(cells[1]!.AsObject().ContainsKey("outputs"));
        Assert.Equal(5, (int)notebook.Json["nbformat_minor"]!);
    }

    [Fact]
    public void A_dib_becomes_a_notebook()
    {
        var notebook = NotebookFile.Read(files.WriteText("n.dib", "#!meta\n\n{\"kernelInfo\":{\"defaultKernelName\":\"fsharp\",\"items\":[{\"name\":\"csharp\"},{\"name\":\"fsharp\"}]}}\n\n#!markdown\n\n# Title\n\n#!csharp\n\n#r \"nuget: A, 1.0\"\nvar x = 1;\n\n#!fsharp\n\n#!share --from csharp x\nx\n"));
        Assert.Equal(["markdown", "csharp", "fsharp"], notebook.Cells.Select(cell => cell.Kernel));
        Assert.Equal("#!share --from csharp x\nx", notebook.Cells[2].Source);
        Assert.Equal(".net-fsharp", (string?)notebook.Json["metadata"]!["kernelspec"]!["name"]);
        Assert.NotNull(notebook.Json["metadata"]!["polyglot_notebook"]!["kernelInfo"]);
    }

    [Theory]
    [InlineData("a.ipynb", "no json", "is no notebook")]
    [InlineData("a.ipynb", "{}", "'nbformat'")]
    [InlineData("a.ipynb", "[1]", "'nbformat'")]
    [InlineData("a.ipynb", "", "is no notebook")]
    [InlineData("a.ipynb", "{\"nbformat\":3,\"worksheets\":[]}", "nbformat 3")]
    [InlineData("a.ipynb", "{\"nbformat\":4,\"cells\":7}", "'cells'")]
    [InlineData("a.ipynb", "{\"nbformat\":4,\"cells\":[7]}", "'cells'")]
    [InlineData("a.txt", "x", "'.txt'")]
    [InlineData("a.ipynb", "{\"nbformat\":4,\"nbformat_minor\":5,\"cells\":[],\"metadata\":{\"kernelspec\":{\"display_name\":\"Python 3\",\"language\":\"python\",\"name\":\"python3\"}}}", "'Python 3'")]
    [InlineData("a.ipynb", "{\"nbformat\":4,\"nbformat_minor\":5,\"cells\":[],\"metadata\":{\"language_info\":{\"name\":\"R\"}}}", "'R'")]
    public void Anything_else_is_refused_in_one_line(string name, string text, string part)
    {
        var refusal = Assert.Throws<Refusal>(() => NotebookFile.Read(files.WriteText(name, text)));
        Assert.Contains(part, refusal.Message);
        Assert.DoesNotContain("\n", refusal.Message);
    }

    [Fact]
    public void What_is_not_there_is_refused()
    {
        Assert.Contains("does not exist", Assert.Throws<Refusal>(() => NotebookFile.Read(Path.Combine(files.Folder, "none.ipynb"))).Message);
        Assert.Contains("is a folder", Assert.Throws<Refusal>(() => NotebookFile.Read(files.Folder)).Message);
    }
}
