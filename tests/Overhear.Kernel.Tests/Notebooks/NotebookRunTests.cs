using System.Text.Json.Nodes;

namespace Overhear.Kernel.Tests;

/// <summary>Whole runs, each with a host of its own. The deaths of a host are in <see cref="HostDeathRunTests"/>.</summary>
[Trait("Category", "host")]
public sealed class NotebookRunTests : IDisposable
{
    readonly TestNotebook files = new();

    public void Dispose() => files.Dispose();

    RunSettings Settings(params string[] parameters) => new(Path.Combine(files.Folder, "out"), [.. parameters.Select(pair => KeyValuePair.Create(pair.Split('=')[0], pair.Split('=')[1]))], TimeSpan.FromMinutes(3))
    {
        HostAssembly = HostFixture.Assembly,
        PackageFolder = PackageFolder.Find(AppContext.BaseDirectory).Root,
        BuildRoot = BuildTree.Find()?.Root,
    };

    static string Text(JsonNode cell) => string.Concat(cell["outputs"]!.AsArray().Select(output => NotebookCell.Joined(output!["text"] ?? output["data"]?["text/plain"] ?? output["data"]?["text/html"])));

    [Fact]
    public async Task A_run_to_the_end_writes_notebook_and_page()
    {
        files.WriteText("data/numbers.txt", "42");
        files.WriteText("part.ipynb", TestNotebook.Whole([new JsonObject { ["cell_type"] = "code", ["metadata"] = new JsonObject(), ["source"] = "var imported = 5;", ["outputs"] = new JsonArray(), ["execution_count"] = null }]).ToJsonString());
        var path = files.Write("book.ipynb",
            ("markdown", "# Title with $x^2$", []),
            ("csharp", "var model = \"teaching\";\nvar rate = 0.5;", ["parameters"]),
            ("csharp", "#r \"nuget: Markdig, 1.6.0\"", []),
            ("csharp", "Console.Write($\"{model} {rate}\");", []),
            ("csharp", "System.IO.File.ReadAllText(\"data/numbers.txt\")", []),
            ("csharp", "#!import part.ipynb\nimported.ToString()", []),
            ("fsharp", "printf \"from F#\"", []),
            ("csharp", "   ", []),
            ("csharp", "string.Join(\" \", System.IO.Directory.GetCurrentDirectory(), typeof(object).Assembly.Location, typeof(Markdig.Markdown).Assembly.Location, Environment.GetFolderPath(Environment.SpecialFolder.UserProfile))", []));
        var result = await new NotebookRun(NotebookFile.Read(path), Settings("model=" + Path.Combine(files.Folder, "models", "tiny"), "rate=2"), new Silence()).RunAsync(TestContext.Current.CancellationToken);
        Assert.Null(result.Error);
        var written = File.ReadAllText(result.NotebookPath);
        var cells = JsonNode.Parse(written)!["cells"]!.AsArray();
        Assert.Equal("// Parameters", NotebookCell.Joined(cells[2]!["source"]).Split('\n')[0]);
        Assert.Equal(["injected-parameters"], cells[2]!["metadata"]!["tags"]!.AsArray().Select(tag => (string)tag!));
        Assert.Empty(cells[3]!["outputs"]!.AsArray()); // the package list
        Assert.Equal("~/tiny 2", Text(cells[4]!));
        Assert.Equal("42", Text(cells[5]!));
        Assert.Equal("5", Text(cells[6]!));
        Assert.Equal("from F#", Text(cells[7]!));
        Assert.StartsWith(". ~/dotnet/shared/", Text(cells[9]!));
        Assert.Contains(" ~/.nuget/packages/markdig/", Text(cells[9]!));
        Assert.EndsWith(" ~", Text(cells[9]!));
        Assert.Equal([null, 1, 2, 3, 4, 5, 6, 7, null, 8], cells.Select(cell => (int?)cell!["execution_count"]));
        var page = File.ReadAllText(result.PagePath);
        foreach (var text in (string[])[written, page])
        {
            Assert.DoesNotContain(files.Folder, text);
            Assert.DoesNotContain(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile) + "/", text);
            Assert.DoesNotContain("Installed Packages", text);
        }
        Assert.Contains("<title>Title with x^2</title>", page);
        Assert.Equal(["book.html", "book.ipynb"], Directory.GetFiles(Path.Combine(files.Folder, "out")).Select(Path.GetFileName).Order());
        Assert.Equal("# Title with $x^2$", NotebookFile.Read(path).Cells[0].Source); // what was read is as it was
    }

    [Fact]
    public async Task A_run_stops_at_the_first_cell_that_fails_and_keeps_what_there_is()
    {
        var path = files.Write("book.ipynb", ("csharp", "Console.WriteLine(\"one\");", []), ("csharp", "var a = 1;\nthrow new Exception(\"two\");", []), ("csharp", "Console.WriteLine(\"three\");", []));
        var progress = new Silence();
        var result = await new NotebookRun(NotebookFile.Read(path), Settings(), progress).RunAsync(TestContext.Current.CancellationToken);
        Assert.Equal((2, 2, "System.Exception", "two"), (result.Failed!.Number, result.Error!.Line, result.Error.Name, result.Error.Message));
        Assert.Equal(["1 ok", "2 failed"], progress.Ended);
        var cells = JsonNode.Parse(File.ReadAllText(result.NotebookPath))!["cells"]!.AsArray();
        Assert.Equal("one\n", Text(cells[0]!));
        Assert.Equal("error", (string?)cells[1]!["outputs"]![0]!["output_type"]);
        Assert.Empty(cells[2]!["outputs"]!.AsArray());
        Assert.Null(cells[2]!["execution_count"]);
        Assert.Contains("System.Exception: two", File.ReadAllText(result.PagePath));
    }

    [Fact]
    public async Task A_run_that_is_stopped_leaves_what_was_written_and_no_host()
    {
        var path = files.Write("book.ipynb", ("csharp", "Console.WriteLine(\"one\");", []), ("csharp", "while (true) { }", []));
        using var stop = new CancellationTokenSource();
        var id = 0;
        var run = new NotebookRun(NotebookFile.Read(path), Settings(), new Silence { WhenCellBegins = cell => { if (cell.Number == 2) stop.CancelAfter(300); } });
        run.HostStarted += host => id = host;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run.RunAsync(stop.Token));
        var cells = JsonNode.Parse(File.ReadAllText(run.NotebookPath))!["cells"]!.AsArray();
        Assert.Equal("one\n", Text(cells[0]!));
        Assert.Equal("Stopped", (string?)cells[1]!["outputs"]![0]!["ename"]);
        Assert.True(File.Exists(run.PagePath));
        Assert.Throws<ArgumentException>(() => System.Diagnostics.Process.GetProcessById(id));
    }

    [Fact]
    public async Task A_host_that_cannot_start_says_why()
    {
        var fault = await Assert.ThrowsAsync<HostFault>(() => HostProcess.StartAsync(new(Path.Combine(files.Folder, "none.dll"), files.Folder), TestContext.Current.CancellationToken));
        Assert.Contains("ended before it was ready", fault.Message);
    }
}
