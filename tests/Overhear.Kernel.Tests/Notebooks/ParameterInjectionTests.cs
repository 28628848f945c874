namespace Overhear.Kernel.Tests;

[Trait("Category", "fast")]
public sealed class ParameterInjectionTests : IDisposable
{
    static readonly MachinePaths none = new([]);
    readonly TestNotebook files = new();

    public void Dispose() => files.Dispose();

    RunNotebook Notebook(string kernel, string source, params (string, string, string[])[] more) =>
        NotebookFile.Read(files.Write("n.ipynb", [("markdown", "# Title", []), (kernel, source, ["parameters"]), .. more]));

    static KeyValuePair<string, string>[] Values(params string[] pairs) => [.. pairs.Select(pair => KeyValuePair.Create(pair.Split('=')[0], pair.Split('=')[1]))];

    [Fact]
    public void The_cell_comes_behind_the_parameters_cell_in_its_language()
    {
        var notebook = Notebook("fsharp", "let model = \"a\"\nlet n = 1", ("csharp", "1", []));
        ParameterInjection.Apply(notebook, Values("n=5", "model=b"), none);
        var cell = notebook.Cells[2];
        Assert.Equal(("fsharp", "// Parameters\nlet n = 5\nlet model = \"b\""), (cell.Kernel, cell.Source));
        Assert.Equal(["injected-parameters"], cell.Tags);
        Assert.Equal("csharp", notebook.Cells[3].Kernel);
        Assert.Equal(4, notebook.Json["cells"]!.AsArray().Count);
        Assert.Equal(3, notebook.Cells[3].Number); // as in the file that was read
    }

    [Fact]
    public void An_earlier_injection_is_replaced()
    {
        var notebook = Notebook("csharp", "var n = 1;", ("csharp", "n = 9;", ["injected-parameters"]), ("csharp", "n", []));
        ParameterInjection.Apply(notebook, Values("n=5"), none);
        Assert.Equal(["# Title", "var n = 1;", "// Parameters\nn = 5;", "n"], notebook.Cells.Select(cell => cell.Source));
    }

    [Fact]
    public void Without_values_nothing_changes()
    {
        var notebook = Notebook("csharp", "var n = 1;");
        ParameterInjection.Apply(notebook, [], none);
        Assert.Equal(2, notebook.Cells.Count);
    }

    [Fact]
    public void All_faults_are_named_at_once_with_what_there_is()
    {
        var notebook = Notebook("csharp", "var model = \"a\"; int n = 1;");
        var refusal = Assert.Throws<Refusal>(() => ParameterInjection.Apply(notebook, Values("modle=b", "n=x"), none));
        Assert.Contains("no parameter 'modle'", refusal.Message);
        Assert.Contains("n takes a whole number", refusal.Message);
        Assert.Contains("It declares model, n.", refusal.Message);
        Assert.DoesNotContain("\n", refusal.Message);
    }

    [Fact]
    public void A_notebook_without_such_a_cell_takes_none()
    {
        var notebook = NotebookFile.Read(files.Write("m.ipynb", ("csharp", "var n = 1;", [])));
        Assert.Contains("tagged 'parameters'", Assert.Throws<Refusal>(() => ParameterInjection.Apply(notebook, Values("n=5"), none)).Message);
    }

    [Fact]
    public void A_folder_of_this_machine_is_used_but_not_written()
    {
        var notebook = Notebook("csharp", "var model = \"a\";");
        var folder = Path.Combine(files.Folder, "models", "tiny");
        ParameterInjection.Apply(notebook, [KeyValuePair.Create("model", folder)], MachinePaths.Here(files.Folder + "-other", null, null, [folder]));
        Assert.Contains(files.Folder, notebook.Cells[2].Source);
        var written = NotebookCell.Joined(notebook.Cells[2].Json["source"]);
        Assert.DoesNotContain(files.Folder, written);
        Assert.Contains("~/tiny", written);
    }
}
